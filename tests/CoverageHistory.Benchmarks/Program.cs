using System.Globalization;
using BenchmarkDotNet.Running;
using CoverageHistory.Benchmarks.Processes;

// No word, or BenchmarkDotNet's own options: its benchmarks. Else whole processes:
//   record SIZE TOOL.dll [ROUNDS]
switch (args)
{
    case ["measure", var file, .. var arguments]:
        return ProcessCost.Measure(file, arguments);
    case ["record", var size, var tool, .. var rest]:
        return RecordComparison.Run(size, Path.GetFullPath(tool), rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 9);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ProcessCost).Assembly).Run(args);
        return 0;
}
