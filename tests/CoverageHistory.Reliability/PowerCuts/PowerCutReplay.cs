using System.Globalization;

namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>A traced writer, and what its history would be had the power gone off at some moment.</summary>
internal sealed class PowerCutReplay
{
    private readonly string _folder;
    private readonly string _database;
    private readonly IReadOnlyList<DiskOperation> _operations;

    private PowerCutReplay(string folder, string database, IReadOnlyList<DiskOperation> operations)
    {
        _folder = folder;
        _database = database;
        _operations = operations;
    }

    public int Operations => _operations.Count;

    /// <param name="folder">Where the writer works; it is left as it was.</param>
    /// <param name="database">Relative to the folder.</param>
    public static PowerCutReplay Trace(string folder, string database, params string[] arguments)
    {
        using var files = new TemporaryDirectory();
        var trace = files["trace"];
        // The writer gets a copy, so that the disk of each replay can begin with what was there.
        var copy = files.CreateSubdirectory("work");
        foreach (var file in Directory.GetFiles(folder))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        using var process = Worker.StartUnder(
            ["strace", "-f", "-y", "-xx", "-s", "16777216", "--seccomp-bpf", "-o", trace, "-e", "trace=" + TraceReader.Calls],
            [.. arguments.Select(argument => argument == "{database}" ? Path.Combine(copy, database) : argument)]);
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal("", error.Result);
        Assert.Equal(0, process.ExitCode);
        var operations = new TraceReader(copy).Read(File.ReadLines(trace)).Select(operation => Move(operation, copy, folder)).ToList();
        Assert.Equal(said, operations.OfType<DiskOperation.Say>().Select(say => say.Line));
        return new PowerCutReplay(folder, database, operations);
    }

    /// <summary>Cuts the power at <paramref name="cuts"/> random moments and lets the next writer go on from what is left.</summary>
    /// <param name="counts">Whether a flush is one; the others are left out, as if the writer had not asked.</param>
    public PowerCutResult Run(int cuts, IEnumerable<string> known, Func<DiskOperation.Flush, bool> counts, int seed)
    {
        var random = new Random(seed);
        var moments = Enumerable.Range(0, cuts).Select(_ => random.Next(_operations.Count + 1)).Order().ToList();
        var disk = new SimulatedDisk(_folder);
        var acknowledged = known.ToHashSet();
        var result = new PowerCutResult();
        for (var (number, cut) = (0, 0); cut < cuts; number++)
        {
            for (; cut < cuts && moments[cut] == number; cut++)
            {
                using var target = new ScratchFolder();
                disk.Cut(target.Path, random);
                result.Add(string.Create(CultureInfo.InvariantCulture, $"cut {cut} after {number} of {_operations.Count} operations"),
                    acknowledged, () => GoOn(Path.Combine(target.Path, _database), readFirst: random.Next(2) == 0));
            }
            if (number < _operations.Count && _operations[number] is var operation && (operation is not DiskOperation.Flush flush || counts(flush)))
            {
                disk.Apply(operation);
                if (operation is DiskOperation.Say { Line: not "begin" } say)
                    acknowledged.Add(say.Line);
            }
        }
        return result;
    }

    /// <returns>The keys of the runs that are there once the next writer has recorded its own.</returns>
    private static HashSet<string> GoOn(string path, bool readFirst)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions());
        if (readFirst)
            store.ListRuns(RunQuery.All, CancellationToken.None);
        var stored = Sample.Record(store, "after the cut", 0);
        return stored.Diagnostics.Count == 0 ? HistoryCheck.KeysOf(path) : throw new InvalidDataException(stored.Diagnostics[0].Message);
    }

    private static DiskOperation Move(DiskOperation operation, string from, string to)
    {
        return operation switch
        {
            DiskOperation.Create(var path) => new DiskOperation.Create(Moved(path)),
            DiskOperation.CreateFolder(var path) => new DiskOperation.CreateFolder(Moved(path)),
            DiskOperation.Write write => write with { Path = Moved(write.Path) },
            DiskOperation.Resize resize => resize with { Path = Moved(resize.Path) },
            DiskOperation.Rename(var old, var name) => new DiskOperation.Rename(Moved(old), Moved(name)),
            DiskOperation.Link(var path, var name) => new DiskOperation.Link(Moved(path), Moved(name)),
            DiskOperation.Remove(var path) => new DiskOperation.Remove(Moved(path)),
            DiskOperation.Flush(var path) => new DiskOperation.Flush(Moved(path)),
            _ => operation,
        };

        string Moved(string path) => to + path[from.Length..];
    }
}
