using System.Collections;
using System.Globalization;
using CoverageHistory.Configuration;
using CoverageHistory.Git;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using Palmmedia.ReportGenerator.Core.Reporting.History;

namespace CoverageHistory.ReportGenerator;

/// <summary>
/// The recorded runs as the files of a ReportGenerator history. What ReportGenerator wants to save is left out: the run it reports on is
/// recorded by <c>dotnet test</c> or <c>dotnet coverage-trend record</c>, with its lines.
/// </summary>
public sealed class RecordedHistory : IHistoryStorage
{
    private const string DateFormat = "yyyy-MM-dd_HH-mm-ss";

    private readonly IHistoryStore _store;
    private readonly Lazy<IReadOnlyDictionary<string, HistoryFile>> _files;

    /// <summary>Called by ReportGenerator: the history of the repository around the current folder.</summary>
    public RecordedHistory() : this(Open(Directory.GetCurrentDirectory(), out var branch), branch)
    {
    }

    internal RecordedHistory(IHistoryStore store, string? branch)
    {
        _store = store;
        _files = new(() => List(store, branch));
    }

    public IEnumerable<string> GetHistoryFilePaths() => _files.Value.Keys;

    public Stream LoadFile(string filePath)
    {
        if (!_files.Value.TryGetValue(filePath, out var file))
            throw new FileNotFoundException($"The history in {_store.Location} has no run '{filePath}'.", filePath);
        var content = new MemoryStream();
        HistoryDocument.Write(content, file, _store.LoadCoverage(file.Run.Run.Id, null, CancellationToken.None));
        content.Position = 0;
        return content;
    }

    public void SaveFile(Stream stream, string fileName)
    {
        // See above: saving it again, without lines, would make a second run of it.
    }

    /// <summary>Names sort like the runs, which ReportGenerator relies on to find the newest.</summary>
    private static Dictionary<string, HistoryFile> List(IHistoryStore store, string? branch)
    {
        var files = new Dictionary<string, HistoryFile>(StringComparer.Ordinal);
        var last = DateTimeOffset.MinValue;
        foreach (var run in store.ListRuns(RunQuery.All, CancellationToken.None))
        {
            if (run.Coverage is not { Lines.Total: > 0 } || (branch is not null && run.Run.Branch is { } other && other != branch))
                continue;
            // A second is the finest that ReportGenerator's dates tell.
            var at = DateTimeOffset.FromUnixTimeSeconds(run.Run.RecordedAt.ToUnixTimeSeconds());
            last = at > last ? at : last.AddSeconds(1);
            var date = last.ToString(DateFormat, CultureInfo.InvariantCulture);
            files.Add(date + "_CoverageHistory.xml", new HistoryFile(run, date));
        }
        return files;
    }

    private static SqliteHistoryStore Open(string directory, out string? branch)
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        GitRepository? repository = null;
        try
        {
            repository = GitRepository.Discover(directory, variables, CancellationToken.None, out _);
        }
        catch (Exception exception) when (exception is GitException or TimeoutException)
        {
            // The folder itself may hold a history all the same.
        }
        var settings = Settings.Load(HistoryRoot.Find(repository, directory), variables);
        branch = settings.DefaultBranch;
        return new SqliteHistoryStore(DatabaseLocation.Resolve(settings, repository, directory).Path, new SqliteStoreOptions { LockDeadline = settings.LockTimeout });
    }
}

/// <summary>A run under the date it has in ReportGenerator's history.</summary>
internal sealed record HistoryFile(RunSummary Run, string Date);
