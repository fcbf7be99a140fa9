using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CoverageHistory.Reliability;

/// <summary>Runs that follow from their name and number, so that another process can tell whether one is whole.</summary>
internal static class Sample
{
    private const int Files = 20;

    public static string KeyOf(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name} {number}");

    public static Run RunOf(string name, int number) => new()
    {
        Id = Guid.CreateVersion7(),
        Key = KeyOf(name, number),
        RecordedAt = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000 + number),
        Branch = name,
    };

    /// <summary>Coverage that differs from number to number.</summary>
    public static Session SessionOf(string name, int number) => new()
    {
        Name = name,
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(name, number)))),
        Environment = new ExecutionEnvironment("CPU", 1, "os", "x64", ".NET"),
        Coverage = [.. Enumerable.Range(0, Files).Select(file => FileOf(name, number, file))],
        Tests = [new TestResult($"{name}.T", TestOutcome.Passed, TimeSpan.FromMicroseconds(number))],
    };

    public static StoredRun Record(SqliteHistoryStore store, string name, int number) =>
        store.Record(RunOf(name, number), [SessionOf(name, number)], CancellationToken.None);

    private static FileCoverage FileOf(string name, int number, int file) => new()
    {
        Module = "App",
        Path = new RepoPath(string.Create(CultureInfo.InvariantCulture, $"src/{name}/F{file:00}.cs")),
        Lines = [new LineCoverage(1, (uint)(number >> file & 1), 0, 0), new LineCoverage(2, 1, 0, 0), new LineCoverage(4, 0, 0, 0)],
        Classes = [new ClassCoverage("C", [new MethodCoverage("M", "()", 2, [1, 2, 4])])],
    };
}
