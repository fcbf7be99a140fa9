using System.CommandLine;
using System.CommandLine.Help;
using CoverageHistory.Tool.Commands;

namespace CoverageHistory.Tool;

/// <summary>All commands and options.</summary>
internal sealed class CommandTree
{
    public CommandTree()
    {
        Show = new ShowCommand();
        Root = new RootCommand("Shows where coverage is going, from the history that `dotnet test` records. Without a command: show.")
        {
            Show,
            new RecordCommand(),
            new ReportCommand(),
            new CheckCommand(),
            new CommandGroup("runs", "The recorded runs.",
                new RunsListCommand(), new RunsShowCommand(), new RunsDeleteCommand(), new RunsTagCommand()),
            new CommandGroup("db", "The store.", new DbInfoCommand()),
            new CommandGroup("config", "Settings, and where each comes from.",
                new ConfigListCommand(), new ConfigGetCommand(), new ConfigSetCommand(), new ConfigUnsetCommand()),
            new InitCommand(),
        };
        Root.SetAction(_ => ExitCode.Done);
        Root.Options.OfType<VersionOption>().Single().Description = "The version of the tool.";
        foreach (var option in Show.Options)
            Root.Add(option);
        foreach (var option in Global.All)
            Root.Add(option);
    }

    public GlobalOptions Global { get; } = new();

    public RootCommand Root { get; }

    /// <summary>What no command means.</summary>
    public ShowCommand Show { get; }

    public static bool IsHelp(ParseResult parsed) => parsed.Action is HelpAction;

    public static bool IsVersion(ParseResult parsed) =>
        parsed.RootCommandResult.Command.Options.OfType<VersionOption>().Any(option => parsed.GetResult(option) is { Implicit: false });

    public IEnumerable<Command> All => Below(Root);

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(Below).Prepend(command);
}
