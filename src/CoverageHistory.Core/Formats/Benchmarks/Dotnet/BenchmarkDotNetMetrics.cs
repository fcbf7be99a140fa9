using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What the diagnosers of an entry measured.</summary>
internal sealed class BenchmarkDotNetMetrics
{
    private readonly Dictionary<(string Name, string Unit), MetricValue> _values = [];

    public double? AllocatedBytes { get; private set; }

    public double? Gen0Per1000 { get; private set; }

    public double? Gen1Per1000 { get; private set; }

    public double? Gen2Per1000 { get; private set; }

    /// <summary>All but memory, ordered by name.</summary>
    public IReadOnlyList<MetricValue> Values => BenchmarkMetric.Order(_values.Values);

    public void Read(EntryScanner entry) => entry.ReadItems("Metrics", () =>
    {
        string? id = null, title = null, unit = null;
        var isGreaterBetter = false;
        double? value = null;
        entry.TakeObject("Metrics", () =>
        {
            if (entry.IsAt("Value"u8))
                value = entry.ReadOptional();
            else if (entry.IsAt("Descriptor"u8))
            {
                entry.ReadObject("Metrics.Descriptor", () =>
                {
                    if (entry.IsAt("Id"u8))
                        id = entry.ReadText("Metrics.Descriptor.Id");
                    else if (entry.IsAt("DisplayName"u8))
                        title = entry.ReadText("Metrics.Descriptor.DisplayName");
                    else if (entry.IsAt("Unit"u8))
                        unit = entry.ReadText("Metrics.Descriptor.Unit");
                    else if (entry.IsAt("TheGreaterTheBetter"u8))
                        isGreaterBetter = entry.ReadFlag();
                    else
                        entry.Skip();
                });
            }
            else
                entry.Skip();
        });
        if (value is { } number)
            Add(id, title, unit, isGreaterBetter, number);
    });

    public void Add(string? id, string? title, string? unit, bool isGreaterBetter, double value)
    {
        if ((id ?? title) is { Length: > 0 } name)
            Keep(name, title ?? name, unit is null or "" or "Count" ? Metric.Count : unit, isGreaterBetter, value);
    }

    private void Keep(string name, string title, string unit, bool isGreaterBetter, double value)
    {
        switch (name)
        {
            case "Allocated Memory":
                AllocatedBytes = value;
                break;
            case "Gen0Collects":
                Gen0Per1000 = value;
                break;
            case "Gen1Collects":
                Gen1Per1000 = value;
                break;
            case "Gen2Collects":
                Gen2Per1000 = value;
                break;
            default:
                _values.TryAdd((name, unit), new MetricValue(
                    new Metric(name, unit, isGreaterBetter ? MetricDirection.Higher : MetricDirection.Lower, title), value));
                break;
        }
    }
}
