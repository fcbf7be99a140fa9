#!/usr/bin/env bash
# Installs what the tests need beyond the .NET SDK, on Debian and Ubuntu: git.
set -euo pipefail
missing=()
command -v git >/dev/null || missing+=(git)
[ "${#missing[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then sudo=sudo; else sudo=; fi
$sudo apt-get update -qq
$sudo apt-get install -qq -y --no-install-recommends "${missing[@]}"
