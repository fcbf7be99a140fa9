#!/usr/bin/env bash
# The full form of what CI tries a little of: some 25 minutes on 2 cores. Prints the figures of docs/reliability.md.
# Name a test, or part of its name, to run that only: full.sh PowerCut
set -euo pipefail
cd "$(dirname "$0")/../.."
bash build/install-test-tools.sh
export COVERAGE_HISTORY_FULL=1
exec nice -n 10 dotnet test tests/CoverageHistory.Reliability -m:1 -p:CoverageHistoryEnabled=false \
    --logger "console;verbosity=detailed" ${1:+--filter "FullyQualifiedName~$1"}
