using System.CommandLine;

namespace CoverageHistory.Tool;

/// <summary>A command of the tool: options, one call into the core, rendering.</summary>
internal abstract class ToolCommand : Command
{
    // The parser takes a command without an action for a group and asks for a subcommand.
    protected ToolCommand(string name, string description) : base(name, description) => SetAction(_ => ExitCode.Done);

    /// <summary>Shown by <c>--help</c>: a command line and what it does.</summary>
    public virtual IReadOnlyList<(string CommandLine, string Does)> Examples => [];

    /// <summary>What it is called in the log of operations; null: it only looks.</summary>
    public virtual string? Operation => null;

    /// <summary>
    /// Whether it works on the whole history, which takes as long as it takes: it ends when it is done or cancelled. Everything else gives
    /// up when the history does not answer in time.
    /// </summary>
    public virtual bool TakesItsTime => false;

    /// <returns>The exit code.</returns>
    public abstract int Execute(ParseResult parsed, CommandContext context);
}
