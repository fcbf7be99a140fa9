using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Rendering;

namespace CoverageHistory.Tool.Commands;

internal sealed class OperationsCommand : ToolCommand
{
    private const int Usual = 20;

    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = $"The last N operations. Default: {Usual}." };

    private readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "Operations of this name, such as record." };

    private readonly Option<bool> _failed = new("--failed") { Description = "Operations that failed." };

    public OperationsCommand() : base("operations", "What the recorder and the tool did with the history: how long it took, and what failed.")
    {
        Add(_limit);
        Add(_name);
        Add(_failed);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend operations --failed", "What went wrong lately.")];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenStore();
        var totals = store.SumOperations(context.Cancellation);
        var operations = store.ListOperations(parsed.GetValue(_name), parsed.GetValue(_failed), parsed.GetNumber(_limit) ?? Usual, context.Cancellation);
        if (context.IsJson)
            context.WriteJson(json => Write(json, totals, operations));
        else if (totals.Count == 0)
            context.Out.WriteLine("Nothing has been logged yet.");
        else
            OperationsText.Write(context.Out, totals, operations);
        return ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<OperationTotals> totals, IReadOnlyList<Operation> operations)
    {
        json.WriteStartObject();
        json.WriteStartArray("totals");
        foreach (var total in totals)
        {
            json.WriteStartObject();
            json.WriteString("name", total.Name);
            json.WriteNumber("count", total.Count);
            json.WriteNumber("failed", total.Failed);
            json.WriteNumber("average_seconds", total.Average.TotalSeconds);
            json.WriteNumber("slowest_seconds", total.Slowest.TotalSeconds);
            json.WriteTime("last_at", total.LastAt);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("operations");
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("name", operation.Name);
            json.WriteTime("started_at", operation.StartedAt);
            json.WriteNumber("duration_seconds", operation.Duration.TotalSeconds);
            json.WriteString("outcome", OperationsText.Outcome(operation));
            json.WriteString("error_code", operation.ErrorCode);
            json.WriteString("error", operation.Error);
            json.WriteString("version", operation.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
