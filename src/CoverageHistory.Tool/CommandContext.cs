using System.CommandLine;
using System.Text;
using System.Text.Json;
using CoverageHistory.Configuration;
using CoverageHistory.Environments;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool;

/// <summary>What a command works with: the options every command has, the outputs, the store.</summary>
internal sealed class CommandContext
{
    private readonly Workspace _workspace;
    private bool _hasReportedSettings;

    public CommandContext(ToolHost host, GlobalOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        Host = host;
        Cancellation = cancellation;
        // What cannot be understood is reported with these outputs, so it must not stop them from being made.
        T? Understood<T>(Option<T> option) => parsed.GetResult(option)?.Errors.Any() == true ? default : parsed.GetValue(option);
        var noColor = Understood(options.NoColor);
        Out = new TerminalWriter(host.Output, host.OutputTraits(noColor));
        Error = new TerminalWriter(host.Error, host.ErrorTraits(noColor));
        IsJson = Understood(options.Format) == "json";
        IsQuiet = Understood(options.Verbosity) == "quiet";
        IsDetailed = Understood(options.Verbosity) == "detailed";
        Directory = Understood(options.Repository) is { } repository ? Path.GetFullPath(repository, host.Directory) : host.Directory;
        DatabasePath = Understood(options.Database) is { Length: > 0 } database ? Path.GetFullPath(database, host.Directory) : null;
        _workspace = new Workspace(Directory, DatabasePath, host.Variables, host.Clock, cancellation);
    }

    public ToolHost Host { get; }

    public CancellationToken Cancellation { get; }

    public TerminalWriter Out { get; }

    public TerminalWriter Error { get; }

    public bool IsJson { get; }

    public bool IsQuiet { get; }

    public bool IsDetailed { get; }

    /// <summary>Set before the history is opened; see <see cref="ToolCommand.TakesItsTime"/>.</summary>
    public bool TakesItsTime
    {
        set => _workspace.TakesItsTime = value;
    }

    /// <summary>Where the repository is looked for, from here upwards.</summary>
    public string Directory { get; }

    /// <summary>As an absolute path; null: the environment, the configuration or the default say.</summary>
    public string? DatabasePath { get; }

    /// <summary>Top folder of the repository.</summary>
    public string RepositoryRoot => _workspace.WorkTree;

    /// <summary>The repository's folder's, to call it by where it has no remote.</summary>
    public string RepositoryName => Path.GetFileName(Path.TrimEndingDirectorySeparator(RepositoryRoot));

    /// <summary>Null where there is none, or git cannot be asked.</summary>
    public GitRepository? Repository => _workspace.Repository;

    /// <summary>Why there is no repository; null when there is one, or nobody asked.</summary>
    public Diagnostic? RepositoryProblem => _workspace.Problem;

    /// <summary>What git knows of a commit here; null when it knows none of this name, and without a repository.</summary>
    public Commit? FindCommit(string name) => _workspace.FindCommit(name);

    public string ConfigurationPath => _workspace.ConfigurationPath;

    /// <summary>What is wrong with the configuration is reported once.</summary>
    public Settings Settings
    {
        get
        {
            if (!_hasReportedSettings)
                Report(_workspace.Settings.Diagnostics);
            _hasReportedSettings = true;
            return _workspace.Settings;
        }
    }

    /// <summary>The history; it may not exist yet, and holds nothing then.</summary>
    public IHistoryStore OpenStore() => OpenDatabase();

    /// <summary>The history as a file, for what only a file can.</summary>
    public SqliteHistoryStore OpenDatabase()
    {
        _ = Settings;
        return _workspace.Store;
    }

    /// <summary>The history as a file that is there: of one that is not there is nothing to say.</summary>
    /// <exception cref="StoreException">There is none.</exception>
    public SqliteHistoryStore OpenHistory()
    {
        var store = OpenDatabase();
        return store.Exists ? store
            : throw new StoreException(DiagnosticCode.StoreMissing, $"there is no history at {store.Location}; it begins with the first recording; --db names another");
    }

    /// <summary>Another history.</summary>
    /// <param name="path">Absolute.</param>
    public SqliteHistoryStore OpenDatabaseAt(string path) => _workspace.StoreAt(path);

    /// <summary>The branch that is checked out, by CI's word on a detached head; null where nobody says, and without a repository.</summary>
    public string? CurrentBranch => Repository is { } repository ? repository.Branch ?? Ci?.Branch : null;

    private CiFacts? Ci => field ??= CiDetector.Detect(Host.Variables);

    /// <summary>Over this history and what git knows of its commits.</summary>
    /// <param name="branch">The one that was asked for; null: what is checked out.</param>
    /// <param name="runs">Whose baselines are wanted, whatever branch they are of.</param>
    public TrendAnalyzer CreateAnalyzer(string? branch = null, params IEnumerable<RunSummary?> runs)
    {
        var store = OpenDatabase();
        if (!store.Exists || Repository is not { } repository)
            return new TrendAnalyzer(store, Host.Clock);
        var commits = CommitsOf(runs).Concat(CommitsOf(branch ?? CurrentBranch, store)).Distinct().ToArray();
        var ci = branch is null && repository.Branch is null ? Ci : null;
        // Git takes as long for its answer as the history for its runs, so they are read side by side.
        var git = Task.Factory.StartNew(() => ReadFirstParents(branch ?? repository.Branch, commits, ci), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return new TrendAnalyzer(store, Host.Clock) { FirstParents = git };
    }

    private FirstParents? ReadFirstParents(string? branch, string[] commits, CiFacts? ci)
    {
        var git = _workspace.ReadFirstParents(branch, commits);
        // What CI checks out of a pull request may be its merge, which is of the target's line; the runs are recorded for its newest commit.
        return git is { Tip: { } tip } && ci is { HeadCommit: { } head } && tip == ci.CheckoutCommit ? git with { Tip = head } : git;
    }

    /// <summary>The branch may be gone, or have left commits behind that git knows all the same.</summary>
    private IReadOnlyList<string> CommitsOf(string? branch, SqliteHistoryStore store) =>
        branch is null ? [] : store.ListCommits(branch, FirstParentQuery.MostAsked, Cancellation);

    private static IEnumerable<string> CommitsOf(IEnumerable<RunSummary?> runs) => runs.Select(run => run?.Run.Commit?.Sha).OfType<string>();

    public HistoryRecorder CreateRecorder() => new(Host.Clock, Host.Variables);

    /// <summary>Asks a question that is answered with yes or no.</summary>
    /// <exception cref="UsageException">Nobody can answer.</exception>
    public bool Confirm(string question)
    {
        if (Host.ReadAnswer is not { } read)
            throw new UsageException("Nobody can answer here: add --yes.");
        Out.Write(question + " [y/N] ", Style.Strong).Flush();
        return read()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Prints a JSON result.</summary>
    public void WriteJson(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonParts.Options))
            content(json);
        Host.Output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        Host.Output.Write('\n');
    }

    public void Report(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Report(diagnostic);
    }

    /// <summary>Prints <c>path(line): warning COVH1234: text</c>.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Info ? !IsDetailed : IsQuiet && diagnostic.Severity == DiagnosticSeverity.Warning)
            return;
        if (diagnostic.Path is { } path)
            Error.Write(path + (diagnostic.Line is { } line ? FormattableString.Invariant($"({line})") : "") + ": ");
        var (severity, style) = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => ("error", Style.Bad),
            DiagnosticSeverity.Warning => ("warning", Style.Warning),
            _ => ("info", Style.Quiet),
        };
        Error.Write($"{severity} {diagnostic.Code}", style).WriteLine(": " + diagnostic.Message);
        Error.Flush();
    }

    /// <summary>Prints an error that has no code.</summary>
    public void Fail(string message)
    {
        Error.Write("error", Style.Bad).WriteLine(": " + message);
        Error.Flush();
    }
}
