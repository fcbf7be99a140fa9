using System.Text.Json;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Statistics;

namespace CoverageHistory.Tool.Rendering;

/// <summary>Changes of level and alerts, as the JSON contracts have them.</summary>
internal static class ChangesJson
{
    /// <summary><c>"change_points":[…]</c></summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<LevelChange> changes)
    {
        json.WriteStartArray("change_points");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteNumber("index", change.Change.Index);
            json.WriteString("run", change.First.Id);
            json.WriteString("commit", change.First.Commit?.Sha);
            json.WriteNumber("before", change.Change.Before);
            json.WriteNumber("after", change.Change.After);
            json.WriteNumber("low", change.Change.Low);
            json.WriteNumber("high", change.Change.High);
            json.WriteNumber("p_value", change.Change.PValue);
            if (change.Commits is { } commits)
                json.WriteStrings("commits", commits);
            else
                json.WriteNull("commits");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary><c>"alerts":[…]</c></summary>
    public static void Write(Utf8JsonWriter json, Trend trend, IReadOnlyList<Alert> alerts)
    {
        json.WriteStartArray("alerts");
        foreach (var alert in alerts)
        {
            var (at, first) = (trend.Series.Points[alert.At].Run, trend.Series.Points[alert.Index].Run);
            json.WriteStartObject();
            json.WriteNumber("at", alert.At);
            json.WriteNumber("index", alert.Index);
            json.WriteString("run", at.Id);
            json.WriteString("commit", at.Commit?.Sha);
            json.WriteString("first_run", first.Id);
            json.WriteString("first_commit", first.Commit?.Sha);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary><c>"name":[12,40]</c></summary>
    public static void WriteIndexes(Utf8JsonWriter json, string name, IEnumerable<int> indexes)
    {
        json.WriteStartArray(name);
        foreach (var index in indexes)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }

    /// <summary><c>"name":[[14,12],[43,40]]</c></summary>
    public static void WritePairs(Utf8JsonWriter json, string name, IEnumerable<Alert> alerts)
    {
        json.WriteStartArray(name);
        foreach (var alert in alerts)
        {
            json.WriteStartArray();
            json.WriteNumberValue(alert.At);
            json.WriteNumberValue(alert.Index);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
