using System.Globalization;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Benchmarks;

/// <summary>The store in a warm process: 1,332 files with 120,000 coverable lines and 17,000 methods, of which 1 % of the files change a run.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private static readonly ExecutionEnvironment Machine = new("CPU", 2, "Debian GNU/Linux 12", "x64", ".NET 10.0.1");

    private readonly string _folder = Directory.CreateTempSubdirectory("coverage-history-bench-").FullName;
    private readonly List<FileCoverage> _files = [];
    private SqliteHistoryStore _trend = null!;
    private SqliteHistoryStore _store = null!;
    private int _number;
    private Guid _last;

    [GlobalSetup]
    public void RecordRuns()
    {
        for (var i = 0; i < 1_332; i++)
            _files.Add(FileOf(i, 0));
        _store = new SqliteHistoryStore(Path.Combine(_folder, "medium.db"), new SqliteStoreOptions());
        for (var i = 0; i < 40; i++)
            Record_one_more_run();
        _trend = new SqliteHistoryStore(Path.Combine(_folder, "trend.db"), new SqliteStoreOptions());
        for (var i = 0; i < 1_000; i++)
        {
            _trend.Record(NextRun(), [SessionOf([.. Enumerable.Range(0, 10).Select(module => FileOf(module * 133, i % 7))])], CancellationToken.None);
        }
    }

    [GlobalCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public StoredRun Record_into_a_new_database()
    {
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"new-{_number}.db"));
        var stored = new SqliteHistoryStore(path, new SqliteStoreOptions()).Record(NextRun(), [SessionOf(_files)], CancellationToken.None);
        File.Delete(path);
        return stored;
    }

    [Benchmark]
    public StoredRun Record_one_more_run()
    {
        for (var i = 0; i < 13; i++)
        {
            var at = (_number * 13 + i) % _files.Count;
            _files[at] = FileOf(at, _number);
        }
        var run = NextRun();
        _last = run.Id;
        return _store.Record(run, [SessionOf(_files)], CancellationToken.None);
    }

    [Benchmark]
    public IReadOnlyList<FileCoverage> Load_coverage() => _store.LoadCoverage(_last, null, CancellationToken.None);

    [Benchmark]
    public IReadOnlyList<FileCoverage> Load_coverage_of_one_file() =>
        _store.LoadCoverage(_last, new CoverageFilter(Path: path => path.Value == "src/Module0/File0.cs"), CancellationToken.None);

    [Benchmark]
    public IReadOnlyList<RunSummary> List_1000_runs() => _trend.ListRuns(RunQuery.All, CancellationToken.None);

    [Benchmark]
    public IReadOnlyList<RunSummary> List_the_newest_100_of_1000_runs() =>
        _trend.ListRuns(new RunQuery { Newest = 100 }, CancellationToken.None);

    [Benchmark]
    public object List_totals_of_10_modules_in_1000_runs() => _trend.ListModuleTotals(RunQuery.All, CancellationToken.None);

    private Run NextRun()
    {
        _number++;
        var commit = string.Create(CultureInfo.InvariantCulture, $"{_number:x40}");
        return new Run
        {
            Id = Guid.CreateVersion7(),
            Key = commit,
            RecordedAt = DateTimeOffset.UnixEpoch.AddMinutes(_number),
            Branch = "main",
            Commit = new Commit(commit) { Parents = [string.Create(CultureInfo.InvariantCulture, $"{_number - 1:x40}")], Subject = "Change something" },
        };
    }

    private Session SessionOf(IReadOnlyList<FileCoverage> files) => new()
    {
        Name = "Shop.Tests",
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(_number))),
        Framework = "net10.0",
        Format = "cobertura",
        Environment = Machine,
        Coverage = [.. files.OrderBy(file => file.Module, StringComparer.Ordinal).ThenBy(file => file.Path.Value, StringComparer.Ordinal)],
    };

    internal static FileCoverage FileOf(int number, int seed)
    {
        var random = new Random(seed * 10_000 + number);
        var lines = new LineCoverage[90];
        var line = 10;
        for (var i = 0; i < lines.Length; i++)
        {
            var branches = (ushort)(i % 7 == 0 ? 2 : 0);
            var hits = (uint)Math.Max(0, random.Next(-3, 10));
            lines[i] = new LineCoverage(line += i % 7 == 6 ? 3 : 1, hits, hits > 0 && branches > 0 ? (ushort)random.Next(3) : (ushort)0, branches);
        }
        var methods = Enumerable.Range(0, 13).Select(i => new MethodCoverage(
            string.Create(CultureInfo.InvariantCulture, $"Method{number}_{i}"), "(System.String,System.Int32)", 1 + i % 4,
            [.. lines.Skip(i * 7).Take(i == 12 ? 6 : 7).Select(covered => covered.Number)])).ToArray();
        var name = string.Create(CultureInfo.InvariantCulture, $"File{number}");
        return new FileCoverage
        {
            Module = string.Create(CultureInfo.InvariantCulture, $"Shop.Module{number / 134}"),
            Path = new RepoPath($"src/Module{number / 134}/{name}.cs"),
            Content = new ContentId((ulong)(seed * 10_000 + number) + 1),
            Lines = lines,
            Classes = [new ClassCoverage($"Shop.{name}", methods)],
        };
    }
}
