using System.CommandLine;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.TestKit;
using CoverageHistory.Tool.Help;

namespace CoverageHistory.Tool.Tests;

public sealed class DocumentationTests : ToolFixture
{
    private const string Start = "<!-- reference -->\n";
    private const string End = "<!-- /reference -->";

    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "cli.md");

    [Fact]
    public void The_reference_is_what_help_prints()
    {
        var text = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var from = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        var expected = text[..from] + Reference() + text[to..];
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Page, expected);
        else
            Assert.Equal(expected, text);
    }

    [Fact]
    public void Every_metric_is_documented()
    {
        var text = File.ReadAllText(Page);
        Assert.All(BuiltInMetric.All, metric => Assert.Contains($"`{metric.Metric.Name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_argument_and_option_has_a_description() => Assert.All(new CommandTree().All, command =>
    {
        Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
        Assert.All(command.Options.Cast<Symbol>().Concat(command.Arguments), symbol => Assert.False(string.IsNullOrWhiteSpace(symbol.Description), symbol.Name));
    });

    [Fact]
    public void The_help_of_the_tool_reads_as_agreed() => Snapshot.Match(Run("--help").Output, "help.txt");

    [Fact]
    public void The_examples_in_the_help_are_understood()
    {
        var commands = new CommandTree();
        var examples = commands.All.OfType<ToolCommand>().SelectMany(command => command.Examples).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            Assert.StartsWith("dotnet coverage-trend", example.CommandLine, StringComparison.Ordinal);
            var arguments = example.CommandLine["dotnet coverage-trend".Length..].Split(" >> ")[0].Replace('\'', '"');
            Assert.Empty(commands.Root.Parse(arguments).Errors);
        });
    }

    private string Reference()
    {
        var text = new StringBuilder();
        foreach (var command in new CommandTree().All)
        {
            var path = HelpText.PathOf(command);
            var help = Run([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.Equal(0, help.Code);
            text.Append("\n### `").Append(path.Length == 0 ? "dotnet coverage-trend" : path).Append("`\n\n```text\n").Append(WithoutEverywhere(help.Output, path)).Append("```\n");
        }
        return text.Append('\n').ToString();
    }

    /// <summary>The options that every command has are shown once, with the root.</summary>
    private static string WithoutEverywhere(string help, string path)
    {
        var from = help.IndexOf("\nEverywhere\n", StringComparison.Ordinal);
        if (path.Length == 0)
            return help;
        var to = help.IndexOf("\nExamples\n", StringComparison.Ordinal);
        return help[..from] + (to < 0 ? "" : help[to..]);
    }
}
