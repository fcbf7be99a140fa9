using System.CommandLine;
using System.CommandLine.Help;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Help;

/// <summary>What <c>--help</c> prints of one command.</summary>
internal sealed class HelpText(CommandTree commands, Command command)
{
    private const int MaxWidth = 100;
    private const int MaxNameWidth = 34;

    /// <summary>Such as <c>runs list</c>; empty for the root.</summary>
    public static string PathOf(Command command)
    {
        var names = new List<string>();
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault())
            names.Insert(0, at.Name);
        return string.Join(' ', names);
    }

    public void Write(TerminalWriter terminal)
    {
        var width = Math.Min(terminal.Traits.Width, MaxWidth);
        WriteWrapped(terminal, command.Description ?? "", 0, width);
        terminal.WriteLine();
        terminal.Write("Usage: ", Style.Strong).WriteLine(Usage());
        WriteSection(terminal, "Commands", width, command.Subcommands.Where(IsShown).Select(sub => (Syntax(sub), sub.Description)));
        WriteSection(terminal, "Arguments", width, command.Arguments.Where(IsShown).Select(argument => (argument.HelpName ?? argument.Name, argument.Description)));
        WriteSection(terminal, "Options", width, OwnOptions.Select(Describe));
        WriteSection(terminal, "Everywhere", width, [.. commands.Global.All.Select(Describe), ("-?, -h, --help", "This text.")]);
        if (Examples.Count > 0)
        {
            terminal.WriteLine().WriteLine("Examples", Style.Strong);
            foreach (var (line, does) in Examples)
                terminal.WriteLine("  " + line, Style.Accent).WriteLine("      " + does);
        }
    }

    private IEnumerable<Option> OwnOptions => command.Options.Where(option =>
        IsShown(option) && !commands.Global.All.Contains(option) && option is not HelpOption);

    private IReadOnlyList<(string CommandLine, string Does)> Examples => command switch
    {
        ToolCommand tool => tool.Examples,
        RootCommand => commands.Show.Examples,
        _ => [],
    };

    private string Usage()
    {
        var parts = new List<string> { "dotnet coverage-trend" };
        if (PathOf(command) is { Length: > 0 } path)
            parts.Add(path);
        if (command.Subcommands.Count > 0)
            parts.Add(command is RootCommand ? "[command]" : "<command>");
        parts.AddRange(command.Arguments.Where(IsShown).Select(Syntax));
        parts.Add("[options]");
        return string.Join(' ', parts);
    }

    private static bool IsShown(Symbol symbol) => !symbol.Hidden;

    private static string Syntax(Command sub) => string.Join(' ', [sub.Name, .. sub.Arguments.Where(IsShown).Select(Syntax)]);

    private static string Syntax(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        if (argument.Arity.MaximumNumberOfValues > 1)
            name += "...";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static (string, string?) Describe(Option option)
    {
        var names = string.Join(", ", option.Aliases.OrderBy(alias => alias.Length).Append(option.Name));
        var description = option.Description;
        if (option is { HasDefaultValue: true } and not VersionOption && option.ValueType != typeof(bool) && option.GetDefaultValue() is string { Length: > 0 } standard)
            description += $" Default: {standard}.";
        return (option.ValueType == typeof(bool) || option is VersionOption ? names : $"{names} {option.HelpName ?? "VALUE"}", description);
    }

    private static void WriteSection(TerminalWriter terminal, string title, int width, IEnumerable<(string Name, string? Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
            return;
        terminal.WriteLine().WriteLine(title, Style.Strong);
        var column = Math.Min(list.Max(row => row.Name.Length), MaxNameWidth);
        foreach (var (name, text) in list)
        {
            terminal.Write("  " + name.PadRight(column), Style.Accent);
            if (name.Length > column)
                terminal.WriteLine().Write(new string(' ', column + 2));
            terminal.Write("  ");
            WriteWrapped(terminal, text ?? "", column + 4, width);
        }
    }

    /// <summary>Lines after the first are indented.</summary>
    private static void WriteWrapped(TerminalWriter terminal, string text, int indent, int width)
    {
        foreach (var (index, line) in TextWidth.Wrap(text, width - indent).Index())
            terminal.Write(new string(' ', index == 0 ? 0 : indent)).WriteLine(line);
    }
}
