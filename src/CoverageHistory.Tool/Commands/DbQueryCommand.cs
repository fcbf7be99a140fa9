using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbQueryCommand : ToolCommand
{
    private readonly Argument<string> _sql = new("SQL") { Description = "One SELECT over the views runs, run_totals, module_totals, metric_values, sessions and operations." };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "At most so many rows. Default: 1000." };
    private readonly Option<string?> _timeout = new("--timeout") { HelpName = "SECONDS", Description = "How long it may take. Default: 30." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV. With --format json: JSON; else a table." };

    public DbQueryCommand() : base("query", "Answers SQL about the history. It can only read.")
    {
        Add(_sql);
        foreach (var option in (Option[])[_limit, _timeout, _csv])
            Add(option);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend db query 'SELECT recorded_at, line_rate FROM runs JOIN run_totals USING (run_id)' --csv", "For a spreadsheet.")];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenHistory();
        QueryResult result;
        try
        {
            using var progress = new Progress(context, "Querying");
            result = store.Query(parsed.GetValue(_sql)!, parsed.GetNumber(_limit) ?? 1_000, TimeSpan.FromSeconds(parsed.GetNumber(_timeout) ?? 30), context.Cancellation);
        }
        catch (QueryException exception)
        {
            throw new UsageException(exception.Message + ".");
        }
        if (context.IsJson)
            context.WriteJson(json => Write(json, result));
        else if (parsed.GetValue(_csv))
            context.Out.WriteDocument(string.Concat(result.Rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n")
                .Prepend(string.Join(',', result.Columns.Select(name => CsvCell.Of(LogText.Clean(name)))) + "\r\n")));
        else
            Render(context.Out, result);
        if (result.IsCutOff)
        {
            context.Error.WriteLine($"There are more than {RunText.Count(result.Rows.Count)} rows; --limit shows more.");
            context.Error.Flush();
        }
        return ExitCode.Done;
    }

    private static void Render(TerminalWriter terminal, QueryResult result)
    {
        if (result.Columns.Count == 0)
            return;
        var table = new TextTable([.. result.Columns.Select((name, i) => new Column(name)
        {
            IsNumber = result.Rows.Count > 0 && result.Rows.All(row => row[i] is long or double or null),
            IsFlexible = true,
        })]);
        foreach (var row in result.Rows)
            table.Add([.. row.Select(value => (Cell)(Text(value) ?? ""))]);
        table.Render(terminal);
    }

    private static string Cell(object? value) => value is string text ? CsvCell.Of(LogText.Clean(text)) : Text(value) ?? "";

    private static string? Text(object? value) => value switch
    {
        null => null,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static void Write(Utf8JsonWriter json, QueryResult result)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in result.Columns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in result.Rows)
        {
            json.WriteStartArray();
            foreach (var value in row)
            {
                switch (value)
                {
                    case long number:
                        json.WriteNumberValue(number);
                        break;
                    case double number when double.IsFinite(number):
                        json.WriteNumberValue(number);
                        break;
                    default:
                        json.WriteStringValue(value is double ? null : Text(value));
                        break;
                }
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteBoolean("cut_off", result.IsCutOff);
        json.WriteEndObject();
    }
}
