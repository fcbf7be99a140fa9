using System.CommandLine;

namespace CoverageHistory.Tool;

/// <summary>Options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Database { get; } = new("--db")
    {
        HelpName = "PATH",
        Description = "The history's database file. Default: COVERAGE_HISTORY_DB, the configuration, then .coverage-history/history.db at the repository root.",
        Recursive = true,
    };

    public Option<string?> Repository { get; } = new("--repo")
    {
        HelpName = "PATH",
        Description = "A folder of the repository. Default: the current folder.",
        Recursive = true,
    };

    public Option<string> Format { get; } = Choice("--format", "text", ["text", "json"], "How results are printed.");

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Print without colour. So does the variable NO_COLOR, and output that is not a terminal.",
        Recursive = true,
    };

    public Option<string> Verbosity { get; } = Choice(
        "--verbosity", "normal", ["quiet", "normal", "detailed"], "quiet leaves warnings out; detailed adds what helps to find a fault.");

    public IReadOnlyList<Option> All => [Database, Repository, Format, NoColor, Verbosity];

    private static Option<string> Choice(string name, string standard, string[] values, string description)
    {
        var option = new Option<string>(name)
        {
            HelpName = string.Join('|', values),
            Description = description,
            DefaultValueFactory = _ => standard,
            Recursive = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !values.Contains(result.Tokens[0].Value))
                result.AddError($"{name} is {string.Join(" or ", values)}, not '{result.Tokens[0].Value}'.");
        });
        return option;
    }
}
