using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CoverageHistory.Configuration;
using CoverageHistory.Gates;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class CheckCommand : ToolCommand
{
    private readonly Option<string?> _minCoverage = new("--min-coverage")
    {
        HelpName = "RATE",
        Description = "The line rate the run has at least, such as 0.8 or 80%. Default: gate.minCoverage.",
    };

    private readonly Option<string?> _maxDrop = new("--max-drop")
    {
        HelpName = "RATE",
        Description = "How far the line rate may be below that of the base, such as 0.005 or 0.5%. Default: gate.maxDrop.",
    };

    private readonly Option<bool> _ignoreUnstable = new("--ignore-unstable-lines")
    {
        Description = "Leave out lines that chance decides on (show --unstable). Default: gate.ignoreUnstableLines.",
    };

    private readonly Option<string?> _run = new("--run") { HelpName = "RUN", Description = "The run to judge: " + RunSelector.Description + " Default: the last one." };

    private readonly Option<string?> _base = new("--base") { HelpName = "RUN", Description = "The run to compare with. Default: the run before." };

    public CheckCommand() : base("check", "Judges a run by the gate: exit code 0 when it passes, 1 when it fails, 3 when nobody can tell.")
    {
        foreach (var option in (Option[])[_minCoverage, _maxDrop, _ignoreUnstable, _run, _base])
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend check --min-coverage 80%", "At least four lines of five are covered."),
        ("dotnet coverage-trend check --max-drop 0.5% --ignore-unstable-lines", "At most half a point less than in the run before, chance left aside."),
    ];

    public override string? Operation => "check";

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenStore();
        var query = new GateQuery
        {
            MinCoverage = Rate(parsed, _minCoverage, SettingDefinition.MinCoverage) ?? context.Settings.MinCoverage,
            MaxDrop = Rate(parsed, _maxDrop, SettingDefinition.MaxDrop) ?? context.Settings.MaxDrop,
            IgnoreUnstableLines = parsed.GetValue(_ignoreUnstable) || context.Settings.IgnoreUnstableLines,
        };
        if (query is { MinCoverage: null, MaxDrop: null })
            throw new UsageException("There is nothing to check by: give --min-coverage or --max-drop, or set gate.minCoverage or gate.maxDrop in the configuration.");
        var runs = new TrendAnalyzer(store).LoadHistory(context.Cancellation).Runs;
        RunSummary? Selected(string? argument) => argument is null || runs.Count == 0 ? null : RunSelector.Find(runs, argument);
        var run = Selected(parsed.GetValue(_run));
        query = query with
        {
            Run = run?.Run.Id,
            Base = Selected(parsed.GetValue(_base))?.Run.Id,
            Trend = new TrendQuery { Branch = context.CurrentBranch, PrefersLine = true },
        };
        if (new GateCheck(store, context.CreateAnalyzer(runs: run).FirstParents).Evaluate(query, context.Cancellation) is not { } result)
        {
            context.Fail("There is no run to judge. `dotnet coverage-trend` says how to start.");
            return ExitCode.CannotJudge;
        }
        if (context.IsJson)
            context.WriteJson(json => Write(json, result));
        else
            new GateText(context.Out, result).Write();
        return result.Verdict switch
        {
            Verdict.Pass => ExitCode.Done,
            Verdict.Fail => ExitCode.GateFailed,
            _ => ExitCode.CannotJudge,
        };
    }

    private static double? Rate(ParseResult parsed, Option<string?> option, SettingDefinition setting)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return setting.Parse(text) is { } rate
            ? double.Parse(rate, CultureInfo.InvariantCulture)
            : throw new UsageException($"{option.Name} takes {setting.Expected}, or a percentage such as 80%, not '{text}'.");
    }

    private static void Write(Utf8JsonWriter json, GateResult result)
    {
        json.WriteStartObject();
        json.WriteString("verdict", GateText.Name(result.Verdict));
        json.WriteStartArray("rules");
        foreach (var rule in result.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule);
            json.WriteString("verdict", GateText.Name(rule.Verdict));
            json.WriteNumber("actual", rule.Actual);
            json.WriteNumber("limit", rule.Limit);
            json.WriteString("unit", rule.Unit);
            json.WriteString("message", rule.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("run", result.Input.Head.Run.Id);
        json.WriteString("base", result.Input.Base?.Run.Id.ToString("D"));
        json.WriteString("baseline", BaselineText.Name(result.Input.Base is not null, result.Input.IsBaseUnknown));
        json.WriteStrings("doubts", result.Input.Doubts);
        json.WriteNumber("unstable_lines", result.Input.UnstableLines);
        json.WriteNumber("carried_sessions", result.Input.Head.CarriedSessions);
        json.WriteEndObject();
    }
}
