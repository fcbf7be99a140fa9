using System.Globalization;
using System.Text;
using CoverageHistory.Configuration;
using CoverageHistory.Formats;
using CoverageHistory.Formats.Histories;
using CoverageHistory.Git;
using CoverageHistory.Hashing;
using CoverageHistory.Model;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory;

/// <summary>Takes over what other tools kept: a run for each entry of their histories, and for each date of archived reports.</summary>
/// <param name="variables">The environment.</param>
internal sealed class HistoryImporter(IReadOnlyDictionary<string, string> variables)
{
    private const int MostDiagnostics = 5;

    /// <summary>Where old reports were made is not known, so their times must compare with nothing.</summary>
    private static readonly ExecutionEnvironment Unknown = new("unknown", 0, "unknown", "unknown", "unknown");

    /// <summary>Imports everything, or nothing. What is there already stays as it is.</summary>
    /// <exception cref="ReportFormatException">A file is not sound, or cannot be read.</exception>
    /// <exception cref="Storage.StoreException">The store refused.</exception>
    /// <exception cref="TimeoutException">The request's deadline passed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ImportOutcome Import(ImportRequest request, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (request.Timeout is { } limit)
            deadline.CancelAfter(limit);
        try
        {
            return ImportWithin(request, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                $"importing took longer than {request.Timeout!.Value.TotalSeconds:0.#} s; nothing was stored"));
        }
    }

    /// <summary>Whether a file is the history of another tool, and not a report.</summary>
    /// <exception cref="ReportFormatException">It is one, and not sound, or it cannot be read.</exception>
    public static bool IsHistory(string path, CancellationToken cancellation) => Archive.IsHistory(path, cancellation);

    private ImportOutcome ImportWithin(ImportRequest request, CancellationToken cancellation)
    {
        var archive = Archive.Open(request.Paths, cancellation);
        var diagnostics = new List<Diagnostic>();
        var place = Place.Find(request, variables, archive, diagnostics, cancellation);
        var imported = new List<ImportedRun>();
        var runs = archive.Runs.Select(source => Make(source, place, request, diagnostics, imported, cancellation));
        var added = place.Store.Logged("import", TimeProvider.System,
            () => archive.Runs.Count == 0 ? [] : place.Store.RecordAll(runs, cancellation));
        return new ImportOutcome(
            [.. imported.Select((run, index) => run with { IsNew = added[index] })], archive.PassedOver, Shorten(diagnostics));
    }

    /// <summary>Read only now, one at a time: an archive may be larger than memory.</summary>
    private static (Run, IReadOnlyList<Session>) Make(
        ArchivedRun source, Place place, ImportRequest request, List<Diagnostic> diagnostics, List<ImportedRun> imported, CancellationToken cancellation)
    {
        List<Session> sessions = source.Entry is { } entry
            ? [SessionOf(entry, source)]
            : [.. source.Files.Select(file => SessionOf(file, place, diagnostics, cancellation))];
        var known = place.FindCommit(source.CommitName);
        var commit = known ?? source.Entry?.Commit ?? (source.CommitName is { } name && source.Entry is null ? new Commit(name) : null);
        var at = source.At;
        var content = string.Join('\n', sessions.Select(session => session.ContentHash).Order(StringComparer.Ordinal));
        IEnumerable<string> tags = source.Entry?.Tag is { } tag ? request.Tags.Append(tag) : request.Tags;
        var run = new Run
        {
            Id = Guid.CreateVersion7(at),
            Key = "import:" + Hash(string.Create(CultureInfo.InvariantCulture, $"{source.Format}\n{source.Entry?.Suite}\n{commit?.Sha}\n{at.ToUnixTimeMilliseconds()}\n{content}")),
            RecordedAt = at,
            Status = sessions.Max(session => session.Status),
            Commit = commit,
            Branch = place.Branch,
            Remote = place.Remote,
            Tags = [.. tags.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal)],
        };
        var covered = sessions.Where(session => session.Coverage is not null).SelectMany(session => session.Coverage!).ToList();
        imported.Add(new ImportedRun(
            run, source.Files[0], source.Entry is null ? sessions[0].Format! : source.Format,
            source.Entry is not null ? source.Entry.Totals : covered.Count == 0 ? null : CoverageCounts.Of(covered),
            sessions.Sum(session => session.Values.Count), IsNew: true));
        request.Progress?.Invoke(imported.Count, place.Total);
        return (run, sessions);
    }

    private static Session SessionOf(HistoryEntry entry, ArchivedRun source) => new()
    {
        Name = entry.Suite ?? Path.GetFileName(source.Files[0]),
        ContentHash = Hash(Describe(entry)),
        Format = source.Format,
        Environment = Unknown,
        Totals = entry.Totals,
        Values = entry.Values,
    };

    private static Session SessionOf(string file, Place place, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        try
        {
            return ReadSession.From(new SessionInput { Name = Path.GetFileName(file), Files = [file] }, cancellation)
                .ToSession(place.Mapper, doubts: null, Unknown, diagnostics, explanations: null, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(file, null, "a file that can be read", exception.Message, exception);
        }
    }

    private static string Describe(HistoryEntry entry)
    {
        var text = new StringBuilder();
        if (entry.Totals is { } totals)
            text.Append(CultureInfo.InvariantCulture, $"{totals.Lines}\n{totals.Branches}\n{totals.Methods}\n");
        foreach (var value in entry.Values)
            text.Append(CultureInfo.InvariantCulture, $"{value.Metric.Name}\t{value.Metric.Unit}\t{value.Value:R}\t{value.Spread}\n");
        return text.ToString();
    }

    private static string Hash(string text) => Sha256.HexOf(text);

    /// <summary>A thousand old reports have the same trouble a thousand times.</summary>
    private static List<Diagnostic> Shorten(List<Diagnostic> diagnostics)
    {
        var distinct = diagnostics.DistinctBy(diagnostic => (diagnostic.Code, diagnostic.Message)).ToList();
        if (distinct.Count <= MostDiagnostics)
            return distinct;
        var last = distinct[MostDiagnostics - 1];
        return [.. distinct.Take(MostDiagnostics - 1), last with { Message = $"{last.Message} (and {distinct.Count - MostDiagnostics} more like this)" }];
    }

    /// <summary>Where the runs go, and what is known there.</summary>
    private sealed record Place(
        SqliteHistoryStore Store, SourcePathMapper Mapper, string? Branch, string? Remote, IReadOnlyDictionary<string, Commit> Commits, int Total)
    {
        /// <summary>Shorter names mean too many things.</summary>
        private const int LeastNameLength = 7;

        public static Place Find(
            ImportRequest request, IReadOnlyDictionary<string, string> variables, Archive archive, List<Diagnostic> diagnostics, CancellationToken cancellation)
        {
            GitRepository? repository = null;
            FileContents? tracked = null;
            var commits = new Dictionary<string, Commit>(StringComparer.Ordinal);
            try
            {
                repository = GitRepository.Discover(request.WorkingDirectory, variables, cancellation, out _);
                if (archive.HasReports)
                    tracked = repository?.ListTrackedFiles(cancellation);
                if (archive.Runs.Any(run => run.CommitName is not null))
                    commits = repository?.ListCommits(cancellation).ToDictionary(commit => commit.Sha, StringComparer.Ordinal) ?? commits;
            }
            catch (Exception e) when (e is GitException or TimeoutException)
            {
                diagnostics.Add(new(DiagnosticCode.NoGit, DiagnosticSeverity.Warning, $"{e.Message}. What git would tell is missing from the runs."));
            }
            var options = request.DatabasePath is { } path ? new Dictionary<SettingDefinition, string> { [SettingDefinition.Database] = path } : null;
            var settings = Settings.Load(repository?.WorkTree ?? HistoryRoot.Find(repository, request.WorkingDirectory), variables, options);
            diagnostics.AddRange(settings.Diagnostics);
            var store = new SqliteHistoryStore(DatabaseLocation.Resolve(settings, repository, request.WorkingDirectory).Path, new SqliteStoreOptions
            {
                KeepHitCounts = settings.KeepHitCounts,
                LockDeadline = settings.LockTimeout,
                OperationDeadline = request.Timeout ?? TimeSpan.MaxValue,
            });
            return new Place(
                store, new SourcePathMapper(repository?.WorkTree ?? request.WorkingDirectory, tracked?.Paths, settings.Files),
                request.Branch ?? settings.DefaultBranch ?? repository?.Branch, repository?.Remote, commits, archive.Runs.Count);
        }

        /// <summary>By its full name, or by a part that only one commit begins with.</summary>
        public Commit? FindCommit(string? name)
        {
            if (name is null)
                return null;
            if (Commits.TryGetValue(name, out var found))
                return found;
            if (name.Length < LeastNameLength || !name.All(char.IsAsciiHexDigitLower))
                return null;
            var alike = Commits.Values.Where(commit => commit.Sha.StartsWith(name, StringComparison.Ordinal)).Take(2).ToList();
            return alike.Count == 1 ? alike[0] : null;
        }
    }
}
