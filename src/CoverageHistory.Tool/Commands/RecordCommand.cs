using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class RecordCommand : ToolCommand
{
    private const string StandardInput = "stdin";
    private const int StandardTimeoutSeconds = 60;

    private readonly Argument<string[]> _files = new("FILE|GLOB")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Report files of any format, histories of other tools, or a folder of histories or dated reports. Patterns with * and ** work the same in every shell when they are quoted.",
    };

    private readonly Option<bool> _stdin = new("--stdin") { Description = "Read one report from standard input." };
    private readonly Option<string?> _commit = Text("--commit", "SHA", "The commit that was tested. Default: from CI or git.");
    private readonly Option<string[]> _parents = Many("--parent", "SHA", "A parent of the commit, first parent first; may be repeated. Default: from git.");
    private readonly Option<string?> _branch = Text("--branch", "NAME", "The branch. Default: from CI or git.");
    private readonly Option<string?> _base = Text("--base", "NAME", "The branch that the pull request goes into.");
    private readonly Option<string?> _at = Text("--at", "TIME", "When it ran, such as 2026-11-23T02:00:00Z, or commit: when the commit was written. Default: now.");
    private readonly Option<string?> _pullRequest = Text("--pr", "NUMBER", "The pull or merge request.");
    private readonly Option<string?> _build = Text("--build", "ID", "The CI build.");
    private readonly Option<string[]> _tags = Many("--tag", "LABEL", "A label for the run; may be repeated.");
    private readonly Option<string?> _session = Text("--session", "NAME", "What the session is called. Default: the file's path.");
    private readonly Option<string?> _configuration = Text("--configuration", "NAME", "Build configuration, such as Release.");
    private readonly Option<string?> _framework = Text("--framework", "TFM", "Target framework, such as net10.0.");
    private readonly Option<string?> _runKey = Text("--run-key", "KEY", "Joins the sessions of parallel jobs that give the same key into one run.");
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Record the files that can be read when others cannot. The exit code is 2 all the same." };
    private readonly Option<bool> _explain = new("--explain") { Description = "List where the totals that a report states of itself differ from those of its lines." };
    private readonly Option<string?> _timeout = Text("--timeout", "SECONDS", "Upper bound for everything, waiting for the store included. Default: 60, and none for a history or a folder.");

    public RecordCommand() : base("record", "Reads reports and stores them as one run. A history of another tool, and a folder, becomes many runs.")
    {
        Add(_files);
        foreach (var option in (Option[])[_stdin, _commit, _parents, _branch, _base, _at, _pullRequest, _build, _tags, _session, _configuration, _framework, _runKey, _keepGoing, _explain, _timeout])
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend record 'TestResults/**/coverage.cobertura.xml'", "All reports below a folder, as one run of the current commit."),
        ("dotnet coverage-trend record old.xml --commit 1a2b3c4 --at 2025-06-01", "A report of the past."),
        ("dotnet coverage-trend record data.js", "The runs that github-action-benchmark kept."),
        ("dotnet coverage-trend record coveragereport/history --branch main", "A folder of ReportGenerator's history, or of dated reports, oldest first."),
        ("dotnet coverage-trend record unit.xml --run-key \"$BUILD_ID\"", "One of several jobs that make up one run."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        using var piped = parsed.GetValue(_stdin) ? PipedReport.Read(context.Host.OpenInput(), context.Cancellation) : null;
        var arguments = parsed.GetValue(_files) ?? [];
        var folders = arguments.Where(argument => Directory.Exists(Path.GetFullPath(argument, context.Host.Directory))).ToList();
        var files = FindFiles([.. arguments.Except(folders, StringComparer.Ordinal)], context.Host.Directory);
        if (piped is not null)
            files.Add(new ReportFile(StandardInput, piped.Path));
        if (folders.Count > 0 || files.Exists(file => PastRuns.IsIn(file, context)))
            return Import(parsed, context, [.. folders.Select(folder => new ReportFile(folder, Path.GetFullPath(folder, context.Host.Directory))), .. files]);
        if (files.Count == 0)
            throw new UsageException("Name the reports to record: files, a quoted pattern such as 'TestResults/**/coverage.cobertura.xml', or --stdin.");

        var request = Request(parsed, context, files);
        var unreadable = new List<Diagnostic>();
        if (parsed.GetValue(_keepGoing))
            request = request with { Unreadable = (session, exception) => unreadable.Add(Describe(session, exception)) };
        RecordOutcome outcome;
        try
        {
            using var progress = new Progress(context, files.Count == 1 ? "Recording 1 report" : $"Recording {files.Count} reports");
            outcome = context.CreateRecorder().Record(request, context.Cancellation);
        }
        catch (Exception) when (unreadable.Count == files.Count)
        {
            context.Report(unreadable);
            return ExitCode.BadInput;
        }
        catch (ReportFormatException exception)
        {
            throw new ReportFormatException(NameOf(exception.Path, files), exception.Line, exception.Expected, exception.Found, exception);
        }
        outcome = outcome with
        {
            Diagnostics = [.. outcome.Diagnostics.Select(diagnostic => diagnostic with { Path = NameOf(diagnostic.Path, files) })],
            Explanations = [.. outcome.Explanations.Select(explanation => explanation with { Report = NameOf(explanation.Report, files) })],
        };
        // The outcome has the sessions that were recorded, in the order of their files.
        var recorded = files.Where(file => !unreadable.Exists(diagnostic => diagnostic.Path == file.Name)).ToList();
        context.Report(outcome.Diagnostics);
        context.Report(unreadable);
        if (context.IsJson)
            WriteJson(context, outcome, recorded, unreadable, parsed.GetValue(_explain));
        else
            new RecordText(context.Out, outcome, recorded).Write();
        return unreadable.Count > 0 ? ExitCode.BadInput : ExitCode.Done;

        Diagnostic Describe(SessionInput session, Exception exception) => exception is ReportFormatException format
            ? new Diagnostic(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Error, $"expected {format.Expected}, found {format.Found}", NameOf(format.Path, files), format.Line)
            : new Diagnostic(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Error, exception.Message, NameOf(session.Files[0], files));
    }

    /// <summary>People know a file by the name they gave it.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    private static string? NameOf(string? path, List<ReportFile> files) => files.Find(file => file.Path == path)?.Name ?? path;

    private RecordRequest Request(ParseResult parsed, CommandContext context, IReadOnlyList<ReportFile> files) => new()
    {
        WorkingDirectory = context.Directory,
        DatabasePath = context.DatabasePath,
        Sessions =
        [
            .. files.Select(file => new SessionInput
            {
                Name = parsed.GetValue(_session) ?? file.Name,
                Files = [file.Path],
                Configuration = parsed.GetValue(_configuration),
                Framework = parsed.GetValue(_framework),
            }),
        ],
        RunKey = parsed.GetValue(_runKey),
        Explain = parsed.GetValue(_explain),
        Commit = parsed.GetValue(_commit),
        Parents = parsed.GetValue(_parents) is { Length: > 0 } parents ? parents : null,
        Branch = parsed.GetValue(_branch),
        BaseBranch = parsed.GetValue(_base),
        PullRequest = parsed.GetValue(_pullRequest),
        Build = parsed.GetValue(_build),
        At = FindTime(parsed, context),
        Tags = parsed.GetValue(_tags) ?? [],
        Timeout = TimeSpan.FromSeconds(parsed.GetNumber(_timeout) ?? StandardTimeoutSeconds),
    };

    private int Import(ParseResult parsed, CommandContext context, List<ReportFile> sources)
    {
        foreach (var option in (Option[])[_commit, _parents, _base, _at, _pullRequest, _build, _session, _configuration, _framework, _runKey, _keepGoing, _explain])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new UsageException($"{option.Name} is for reports of one run, and a history or a folder holds many runs. Record single reports with it.");
        }
        var request = new ImportRequest
        {
            WorkingDirectory = context.Directory,
            Paths = [.. sources.Select(source => source.Path)],
            DatabasePath = context.DatabasePath,
            Branch = parsed.GetValue(_branch),
            Tags = parsed.GetValue(_tags) ?? [],
            Timeout = parsed.GetNumber(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        return PastRuns.Import(request, sources, context);
    }

    private DateTimeOffset? FindTime(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_at) != "commit")
            return parsed.GetTime(_at);
        var name = parsed.GetValue(_commit) ?? "HEAD";
        return context.FindCommit(name)?.AuthoredAt
            ?? throw new UsageException($"--at commit: git does not know when the commit '{name}' was written. Give a time, such as 2026-11-23T02:00:00Z.");
    }

    private static List<ReportFile> FindFiles(string[] arguments, string directory) =>
        [.. arguments.SelectMany(argument => FileGlob.Expand(argument, directory)).DistinctBy(file => file.Path)];

    /// <summary>Apart from the caller, which would load the framework's JSON otherwise, whatever is asked for.</summary>
    private static void WriteJson(CommandContext context, RecordOutcome outcome, List<ReportFile> files, List<Diagnostic> unreadable, bool isExplained) =>
        context.WriteJson(json => Write(json, outcome, files, unreadable, isExplained));

    private static void Write(Utf8JsonWriter json, RecordOutcome outcome, List<ReportFile> files, List<Diagnostic> unreadable, bool isExplained)
    {
        json.WriteStartObject();
        json.WriteStartObject("run");
        json.WriteRunFacts(outcome.Run);
        json.WriteEndObject();
        json.WriteStartArray("sessions");
        foreach (var (index, session) in outcome.Sessions.Index())
            WriteSession(json, session, files[index].Name, outcome.Stored.Duplicates[index]);
        json.WriteEndArray();
        var totals = RecordText.Totals(outcome);
        json.WriteStartObject("totals");
        json.WriteInteger("files", totals?.KnownFiles);
        json.WriteLines("lines", totals?.Lines);
        json.WriteBranches("branches", totals?.Branches);
        json.WriteTests("tests", outcome.Stored.Summary?.Tests);
        json.WriteEndObject();
        json.WriteString("spooled_to", outcome.Stored.SpoolPath);
        json.WriteDiagnostics([.. outcome.Diagnostics, .. unreadable]);
        if (isExplained)
            WriteExplanations(json, outcome.Explanations);
        json.WriteStartArray("carried");
        foreach (var session in outcome.Carried)
        {
            json.WriteStartObject();
            json.WriteString("name", session.Name);
            json.WriteSessionMarks(session);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("base", outcome.Previous?.Run.Id.ToString("D"));
        json.WriteString("baseline", BaselineText.Name(outcome.Previous is not null, outcome.IsPreviousUnknown));
        json.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter json, Session session, string path, bool isDuplicate)
    {
        CoverageCounts? coverage = session.Coverage is { } files ? CoverageCounts.Of(files) : null;
        json.WriteStartObject();
        json.WriteString("path", path);
        json.WriteString("format", session.Format);
        json.WriteString("kind", session.Coverage is not null ? "coverage" : session.Tests is not null ? "tests"
            : session.Benchmarks is not null ? "benchmarks" : session.Values.Count > 0 ? "metrics" : "tests");
        json.WriteInteger("files", coverage?.Files);
        json.WriteLines("lines", coverage?.Lines);
        json.WriteBranches("branches", coverage?.Branches);
        json.WriteTests("tests", session.Tests is { } tests ? TestCounts.Of(tests) : null);
        json.WriteBenchmarks("benchmarks", session.Benchmarks);
        if (session.Values.Count > 0)
            json.WriteValues("metrics", session.Values);
        json.WriteBoolean("duplicate", isDuplicate);
        json.WriteNumber("excluded_files", session.ExcludedFiles);
        json.WriteStrings("doubts", session.Doubts);
        json.WriteEndObject();
    }

    private static void WriteExplanations(Utf8JsonWriter json, IReadOnlyList<TotalsExplanation> explanations)
    {
        json.WriteStartArray("explanations");
        foreach (var explanation in explanations)
        {
            json.WriteStartObject();
            json.WriteString("path", explanation.Report);
            json.WriteString("cause", ExplanationText.Name(explanation.Cause));
            json.WriteString("file", explanation.File);
            json.WriteStartArray("first_lines");
            foreach (var line in explanation.Lines)
                json.WriteNumberValue(line);
            json.WriteEndArray();
            json.WriteNumber("lines", explanation.LineCount);
            json.WriteNumber("branches", explanation.BranchCount);
            json.WriteStrings("names", explanation.Names);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static Option<string[]> Many(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
