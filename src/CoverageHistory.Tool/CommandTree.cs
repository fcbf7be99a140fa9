using System.CommandLine;
using System.CommandLine.Help;
using CoverageHistory.Tool.Commands;

namespace CoverageHistory.Tool;

/// <summary>All commands and options.</summary>
internal sealed class CommandTree
{
    private static readonly string[] Names = ["show", "changes", "record", "report", "check", "runs", "benchmarks", "sync", "db", "operations", "config", "init"];

    private ShowCommand? _show;

    /// <param name="first">
    /// The first argument: when it is a command's name the others are not made, since most invocations are short and making all takes as long
    /// as many of them. Null: all.
    /// </param>
    public CommandTree(string? first = null)
    {
        var isOne = Array.IndexOf(Names, first) >= 0;
        foreach (var name in isOne ? [first!] : Names)
            Root.Add(Make(name));
        Root.SetAction(_ => ExitCode.Done);
        Root.Options.OfType<VersionOption>().Single().Description = "The version of the tool.";
        if (!isOne)
        {
            foreach (var option in Show.Options)
                Root.Add(option);
        }
        foreach (var option in Global.All)
            Root.Add(option);
    }

    public GlobalOptions Global { get; } = new();

    public RootCommand Root { get; } =
        new("Shows where coverage is going, from the history that `dotnet test` records. Without a command: show.");

    /// <summary>What no command means.</summary>
    public ShowCommand Show => _show ??= new ShowCommand();

    public static bool IsHelp(ParseResult parsed) => parsed.Action is HelpAction;

    public static bool IsVersion(ParseResult parsed) =>
        parsed.RootCommandResult.Command.Options.OfType<VersionOption>().Any(option => parsed.GetResult(option) is { Implicit: false });

    public IEnumerable<Command> All => Below(Root);

    private Command Make(string name) => name switch
    {
        "show" => Show,
        "changes" => new ChangesCommand(),
        "record" => new RecordCommand(),
        "report" => new ReportCommand(),
        "check" => new CheckCommand(),
        "runs" => new CommandGroup("runs", "The recorded runs.",
            new RunsListCommand(), new RunsShowCommand(), new RunsDeleteCommand(), new RunsTagCommand()),
        "benchmarks" => new CommandGroup("benchmarks", "The recorded benchmarks.",
            new BenchmarksListCommand(), new BenchmarksShowCommand(), new BenchmarksCalibrateCommand(), new BenchmarksAcceptCommand(), new BenchmarksRenameCommand()),
        "sync" => SyncCommand.WithDirections(),
        "db" => new CommandGroup("db", "The store.",
            new DbInfoCommand(), new DbVerifyCommand(), new DbMigrateCommand(), new DbBackupCommand(), new DbRestoreCommand(),
            new DbPruneCommand(), new DbCompactCommand(), new DbQueryCommand(),
            new DbExportCommand(), new DbImportCommand(), new DbMergeCommand(), new DbRecoverCommand()),
        "operations" => new OperationsCommand(),
        "config" => new CommandGroup("config", "Settings, and where each comes from.",
            new ConfigListCommand(), new ConfigGetCommand(), new ConfigSetCommand(), new ConfigUnsetCommand()),
        _ => new InitCommand(),
    };

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(Below).Prepend(command);
}
