using System.CommandLine;

namespace CoverageHistory.Tool;

/// <summary>A command that only holds others.</summary>
internal sealed class CommandGroup : Command
{
    public CommandGroup(string name, string description, params ToolCommand[] commands) : base(name, description)
    {
        // Without one the parser has an error of its own; the help says more.
        SetAction(_ => ExitCode.BadInput);
        foreach (var command in commands)
            Add(command);
    }
}
