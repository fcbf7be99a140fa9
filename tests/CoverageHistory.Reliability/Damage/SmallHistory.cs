using System.Globalization;

namespace CoverageHistory.Reliability.Damage;

/// <summary>A history with a little of everything a damage can hit, the same at every call: runs of two sessions each, modules, shared files, commits, tests.</summary>
internal static class SmallHistory
{
    public const int Runs = 3;

    public static byte[] Create(string path)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions());
        for (var number = 0; number < Runs * 2; number++)
            store.Record(RunOf(number / 2), [SessionOf(number)], CancellationToken.None);
        return File.ReadAllBytes(path);
    }

    public static Run RunOf(int number) => new()
    {
        Id = new Guid(0x01990000, (short)number, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1),
        Key = string.Create(CultureInfo.InvariantCulture, $"run {number}"),
        RecordedAt = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000 + number),
        Branch = "main",
        Commit = new Commit(ShaOf(number)) { Parents = number == 0 ? [] : [ShaOf(number - 1)] },
    };

    public static Session SessionOf(int number) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"Tests {number}"),
        ContentHash = number.ToString("x32", CultureInfo.InvariantCulture),
        Configuration = "Debug",
        Framework = "net10.0",
        Format = "cobertura",
        Environment = new ExecutionEnvironment("CPU 3000", 8, "Debian GNU/Linux 12", "x64", ".NET 10.0.1"),
        Coverage = [FileOf("App", "src/a.cs", 1, (uint)number & 1, 0), FileOf("Core", string.Create(CultureInfo.InvariantCulture, $"src/{number}.cs"), 0, 1)],
        Tests = [new TestResult(string.Create(CultureInfo.InvariantCulture, $"T{number}"), TestOutcome.Passed, TimeSpan.FromMilliseconds(number))],
    };

    private static string ShaOf(int number) => number.ToString("x40", CultureInfo.InvariantCulture);

    private static FileCoverage FileOf(string module, string path, params uint[] hits) => new()
    {
        Module = module,
        Path = new RepoPath(path),
        Lines = [.. hits.Select((count, index) => new LineCoverage(index + 1, count, 0, 0))],
        Classes = [new ClassCoverage("C", [new MethodCoverage("M", "()", 2, [.. Enumerable.Range(1, hits.Length)])])],
    };
}
