using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// A rate that somebody wrote down as JSON: the endpoint format of shields.io, and objects such as <c>{"coverage": 87.3}</c>.
/// Rates are percent but for names that say rate, which are 0 to 1.
/// </summary>
internal static class MetricsJsonReader
{
    public const string Format = "metrics-json";

    private static readonly string[] LinePercents = ["coverage", "linecoverage", "coveragepercent", "coveragepercentage", "percentcovered", "percent", "percentage", "totalcoverage"];
    private static readonly string[] BranchPercents = ["branchcoverage"];

    public static bool Recognizes(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        string? name = null;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.CurrentDepth > 0)
            {
                if (reader.CurrentDepth > 1)
                    continue;
                if (reader.TokenType == JsonTokenType.PropertyName)
                    name = reader.GetString();
                else if (name is "schemaVersion" || (reader.TokenType is JsonTokenType.Number or JsonTokenType.String && name is not null && MetricOf(name) is not null))
                    return true;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Damaged before anything told what it is.
        }
        return false;
    }

    /// <summary>At least one value.</summary>
    public static IReadOnlyList<MetricValue> Read(Stream content, string path, CancellationToken cancellation)
    {
        using var json = new Utf8JsonScanner(content, path, cancellation);
        var values = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        var isEndpoint = false;
        double? message = null;
        string? label = null;
        json.Expect(JsonTokenType.StartObject);
        json.ReadMembers(() =>
        {
            var name = json.Intern(json.Value);
            json.Advance();
            if (json.Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
                json.SkipRest();
            else if (name == "schemaVersion")
                isEndpoint = true;
            else if (name == "label" && json.Token == JsonTokenType.String)
                label = json.Intern(json.Value);
            else if (name == "message" && json.Token == JsonTokenType.String)
                message = ParsePercent(json.Value);
            else if (MetricOf(name) is { } metric && json.Token is JsonTokenType.Number or JsonTokenType.String)
                values[metric.Name] = new MetricValue(MetricOf(name)!, ReadRate(json, name));
        });
        json.ExpectEnd();
        if (isEndpoint)
        {
            if (message is null)
                throw json.Fault("a percentage as message, such as \"87.3%\"", "none");
            var metric = label?.Contains("branch", StringComparison.OrdinalIgnoreCase) == true ? "branch_rate" : "line_rate";
            return [new MetricValue(BuiltInMetric.Find(metric)!.Metric, message.Value / 100)];
        }
        return values.Count > 0 ? [.. values.Values] : throw json.Fault("a rate, such as {\"coverage\": 87.3}", "none");
    }

    private static double ReadRate(Utf8JsonScanner json, string name)
    {
        var isRate = name.EndsWith("rate", StringComparison.OrdinalIgnoreCase);
        var percent = isRate && Utf8Parser.TryParse(json.Value, out double rate, out var used) && used == json.Value.Length ? rate * 100 : ParsePercent(json.Value);
        return percent is >= 0 and <= 100 ? percent.Value / 100 : throw json.Fault(isRate ? "a rate from 0 to 1" : "a percentage from 0 to 100", json.Value);
    }

    /// <summary>Null for anything else, and beyond 0 to 100.</summary>
    private static double? ParsePercent(ReadOnlySpan<byte> text)
    {
        var number = Encoding.UTF8.GetString(text).Trim().TrimEnd('%').TrimEnd();
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
            ? percent
            : null;
    }

    /// <summary>Null for a name that means no rate.</summary>
    private static Metric? MetricOf(string name)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var metric = LinePercents.Contains(plain) || plain == "linerate" ? "line_rate"
            : BranchPercents.Contains(plain) || plain == "branchrate" ? "branch_rate"
            : null;
        return metric is null ? null : BuiltInMetric.Find(metric)!.Metric;
    }
}
