using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Benchmarks;

/// <summary>Reading a report of 120,000 coverable lines in 1,500 classes, in a warm process; whole processes are the other benchmark.</summary>
[MemoryDiagnoser]
public class CoberturaReaderBenchmarks
{
    private string _path = "";

    [GlobalSetup]
    public void WriteReport()
    {
        _path = Path.Combine(Directory.CreateTempSubdirectory("coverage-history-bench-").FullName, "medium.cobertura.xml");
        var generator = RepositoryRoot.Shared("bench", "gen.py");
        if (File.Exists(generator))
        {
            using var python = System.Diagnostics.Process.Start("python3", [generator, "medium", Path.GetDirectoryName(_path)!]);
            python.WaitForExit();
        }
        if (!File.Exists(_path))
            File.WriteAllText(_path, WriteClasses(1_500));
    }

    [GlobalCleanup]
    public void DeleteReport() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Benchmark]
    public CoverageReport Read() => CoverageReaders.Read(_path, ReadLimits.Default, CancellationToken.None).Report;

    [Benchmark]
    public CoverageCounts ReadAndCount() => CoverageCounts.Of(Read().Files);

    /// <summary>In coverlet's shape: each line under its method and again under its class.</summary>
    private static string WriteClasses(int classes)
    {
        var report = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<coverage line-rate=\"0.5\" version=\"1.9\" timestamp=\"1735689600\">\n  <packages>\n");
        report.Append("    <package name=\"Shop\" line-rate=\"0.5\" branch-rate=\"1\" complexity=\"1\">\n      <classes>\n");
        for (var type = 0; type < classes; type++)
        {
            report.Append(CultureInfo.InvariantCulture, $"        <class name=\"Shop.Class{type}\" filename=\"src/Class{type}.cs\" line-rate=\"0.5\" branch-rate=\"1\" complexity=\"8\">\n          <methods>\n");
            for (var method = 0; method < 8; method++)
            {
                report.Append(CultureInfo.InvariantCulture, $"            <method name=\"Method{method}\" signature=\"(System.String)\" line-rate=\"0.5\" branch-rate=\"1\" complexity=\"1\">\n              <lines>\n");
                WriteLines(report, method * 12, 10);
                report.Append("              </lines>\n            </method>\n");
            }
            report.Append("          </methods>\n          <lines>\n");
            for (var method = 0; method < 8; method++)
                WriteLines(report, method * 12, 10);
            report.Append("          </lines>\n        </class>\n");
        }
        return report.Append("      </classes>\n    </package>\n  </packages>\n</coverage>").ToString();
    }

    private static void WriteLines(StringBuilder report, int first, int count)
    {
        for (var line = first + 1; line <= first + count; line++)
            report.Append(CultureInfo.InvariantCulture, $"                <line number=\"{line}\" hits=\"{line % 3}\" branch=\"False\" />\n");
    }
}
