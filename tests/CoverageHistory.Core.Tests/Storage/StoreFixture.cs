using System.Security.Cryptography;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>A store in a folder of its own, and runs and sessions to put into it.</summary>
public abstract class StoreFixture : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly HistoryFile? _memory;
    private int _runs;

    protected StoreFixture() : this(inMemory: false)
    {
    }

    private protected StoreFixture(bool inMemory)
    {
        _memory = inMemory ? new MemoryFile() : null;
        Store = Open();
    }

    protected static CancellationToken None => CancellationToken.None;

    protected static ExecutionEnvironment Machine { get; } = new("CPU 3000", 8, "Debian GNU/Linux 12", "x64", ".NET 10.0.1");

    protected TemporaryDirectory Folder => _directory;

    protected string DatabasePath => _directory[".coverage-history/history.db"];

    private protected SqliteHistoryStore Store { get; }

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SqliteHistoryStore Open(SqliteStoreOptions? options = null) => _memory is null
        ? new SqliteHistoryStore(DatabasePath, options ?? new SqliteStoreOptions())
        : new SqliteHistoryStore(_memory, MemoryFile.Name, options ?? new SqliteStoreOptions());

    /// <summary>A run of its own, a minute after the one before.</summary>
    protected Run NewRun(string? commit = null, string? parent = null, string? branch = "main", string? key = null)
    {
        var number = ++_runs;
        return new Run
        {
            Id = Guid.CreateVersion7(),
            Key = key ?? $"key {number}",
            RecordedAt = Start.AddMinutes(number),
            Branch = branch,
            Commit = commit is null ? null : new Commit(commit) { Parents = parent is null ? [] : [parent] },
        };
    }

    protected static Session SessionOf(params FileCoverage[] files) => NamedSession("Tests", files);

    protected static Session NamedSession(string name, params FileCoverage[] files) => new()
    {
        Name = name,
        ContentHash = HashOf(name + string.Concat(Coverage.Describe(files))),
        Configuration = "Debug",
        Framework = "net10.0",
        Format = "cobertura",
        Environment = Machine,
        Coverage = files,
    };

    protected static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    protected RunSummary Record(Run run, params Session[] sessions) => Store.Record(run, sessions, None).Summary!;
}
