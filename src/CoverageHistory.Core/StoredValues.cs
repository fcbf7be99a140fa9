using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>Values of named metrics, as sources told them: of an imported metric, or of a built-in one where a run tells a rate only.</summary>
internal sealed class StoredValues
{
    /// <summary>The metrics every trend shows beside its own.</summary>
    private static readonly string[] Shown = ["line_rate", "branch_rate"];

    private readonly Dictionary<string, IReadOnlyDictionary<Guid, double>> _byName = new(StringComparer.Ordinal);

    public static StoredValues None { get; } = new();

    public static StoredValues Load(IHistoryStore store, Metric metric, CancellationToken cancellation)
    {
        var values = new StoredValues();
        var known = store.ListMetrics(cancellation);
        if (known.Count == 0)
            return values;
        foreach (var name in Shown.Append(metric.Name))
        {
            var unit = name == metric.Name ? metric.Unit : Metric.Ratio;
            if (known.Any(one => one.Name == name && one.Unit == unit))
                values._byName[name] = store.ListValues(name, unit, cancellation);
        }
        return values;
    }

    public static StoredValues Of(Metric metric, IReadOnlyDictionary<Guid, double> values)
    {
        var stored = new StoredValues();
        stored._byName[metric.Name] = values;
        return stored;
    }

    public double? Of(string metric, Guid run) =>
        _byName.TryGetValue(metric, out var values) && values.TryGetValue(run, out var value) ? value : null;
}
