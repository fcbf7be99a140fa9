using System.Globalization;
using BenchmarkDotNet.Running;
using CoverageHistory.Benchmarks;
using CoverageHistory.Benchmarks.Changes;
using CoverageHistory.Benchmarks.Processes;

// No word, or BenchmarkDotNet's own options: its benchmarks. Else whole processes:
//   record SIZE TOOL.dll [ROUNDS]
//   overhead PACKAGES-FOLDER [ROUNDS]
//   unstable RUNS
//   scale RUNS HISTORY.db [FILES]
//   growth TOOL.dll HISTORY.db [ROUNDS]
//   files TOOL.dll ROUNDS HISTORY.db...
// Or how well changes of level are found, FOLDER being a copy of github.com/alan-turing-institute/TCPD (or having one as tcpd), with suite_*.json.gz
// of series whose changes are known, and with files of {"id":[numbers]}, whose changes are written to OUTPUT:
//   changes [FOLDER [OUTPUT]]
// Or figures of the statistics:
//   verdict [FIRST-SEED [PROJECTS]]
//   verdict-time [BENCHMARKS [RUNS]]
switch (args)
{
    case ["record", var size, var tool, .. var rest]:
        return RecordComparison.Run(size, Path.GetFullPath(tool), Rounds(rest));
    case ["overhead", var packages, .. var rest]:
        return TestOverhead.Run(Path.GetFullPath(packages), Rounds(rest));
    case ["unstable", var runs]:
        return UnstableLinesCost.Run(int.Parse(runs, CultureInfo.InvariantCulture));
    case ["scale", var runs, var path]:
        return HistoryScale.Run(int.Parse(runs, CultureInfo.InvariantCulture), Path.GetFullPath(path), HistoryScale.MediumFiles);
    case ["scale", var runs, var path, var files]:
        return HistoryScale.Run(int.Parse(runs, CultureInfo.InvariantCulture), Path.GetFullPath(path), int.Parse(files, CultureInfo.InvariantCulture));
    case ["growth", var tool, var history, .. var rest]:
        return LongHistory.Run(Path.GetFullPath(tool), Path.GetFullPath(history), Rounds(rest));
    case ["files", var tool, var rounds, .. var histories]:
        return LongHistory.Compare(Path.GetFullPath(tool), [.. histories.Select(Path.GetFullPath)], int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["verdict-time", .. var rest]:
        return VerdictScore.Time(Number(rest, 0, 1_000), Number(rest, 1, 500));
    case ["verdict", .. var rest]:
        return VerdictScore.Run(Number(rest, 0, 1), Number(rest, 1, 200));
    case ["changes", .. var rest]:
        return ChangeScores.Run(rest.Length > 0 ? Path.GetFullPath(rest[0]) : null, rest.Length > 1 ? Path.GetFullPath(rest[1]) : null);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ProcessCost).Assembly).Run(args);
        return 0;
}

static int Rounds(string[] rest) => rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 9;

static int Number(string[] rest, int at, int unless) => at < rest.Length ? int.Parse(rest[at], CultureInfo.InvariantCulture) : unless;
