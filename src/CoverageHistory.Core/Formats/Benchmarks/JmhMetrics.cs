using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>What an entry of JMH measured: its score, in time or in operations a unit of time, and what profilers add.</summary>
internal sealed class JmhMetrics(Utf8JsonScanner json, EntryScanner entry)
{
    private const string Allocations = "gc.alloc.rate.norm";

    private readonly List<MetricValue> _values = [];
    private readonly List<double> _iterations = [];
    private double? _score;
    private double? _median;
    private double? _allocated;
    private string? _unit;

    /// <summary>Processes it ran in; 0 for the one that measured.</summary>
    public int Forks { get; set; }

    /// <summary>Reads the member that the current token names; false, and nothing is read, when it is none of these.</summary>
    public bool TryRead()
    {
        if (entry.IsAt("primaryMetric"u8))
            entry.ReadObject("primaryMetric", ReadPrimary);
        else if (entry.IsAt("secondaryMetrics"u8))
            entry.ReadObject("secondaryMetrics", ReadSecondary);
        else
            return false;
        return true;
    }

    public Measurement ToMeasurement(Benchmark benchmark, string? mode)
    {
        var isThroughput = mode == "thrpt" || (mode is null && _unit?.StartsWith("ops/", StringComparison.Ordinal) == true);
        var unit = TimeUnit.Nanoseconds(isThroughput ? _unit?.Replace("ops/", "", StringComparison.Ordinal) : _unit?.Replace("/op", "", StringComparison.Ordinal));
        if (_score is null)
            entry.Spoil("primaryMetric.score", "a number", "none");
        else if (unit is null)
            entry.Spoil("primaryMetric.scoreUnit", isThroughput ? "operations a unit of time, such as ops/s" : "time of an operation, such as ns/op", $"'{_unit}'");
        else if (isThroughput && (_score == 0 || _iterations.Contains(0)))
            entry.Spoil("primaryMetric", "a throughput above 0", "0");
        if (entry.Fault is not null || _score is not { } score || unit is not { } nanoseconds)
            return new Measurement { Benchmark = benchmark };
        double[] samples = [.. _iterations.Select(ToTime)];
        // The mean of inverted samples is not the inverted mean.
        return new Measurement
        {
            Benchmark = benchmark,
            MeanNs = isThroughput && samples.Length > 0 ? Samples.Mean(samples) : ToTime(score),
            MedianNs = isThroughput || _median is null ? Samples.Median(samples) : ToTime(_median.Value),
            StdDevNs = Samples.StandardDeviation(samples),
            SampleCount = samples.Length,
            Launches = Math.Max(Forks, 1),
            SamplesNs = Samples.Keep(samples),
            AllocatedBytes = _allocated,
            Values = BenchmarkMetric.Order(_values),
        };

        double ToTime(double value) => isThroughput ? nanoseconds / value : value * nanoseconds;
    }

    private void ReadPrimary()
    {
        if (entry.IsAt("score"u8))
            _score = entry.ReadAmount("primaryMetric.score");
        else if (entry.IsAt("scoreUnit"u8))
            _unit = entry.ReadText("primaryMetric.scoreUnit");
        else if (entry.IsAt("scorePercentiles"u8))
            entry.ReadObject("primaryMetric.scorePercentiles", ReadPercentile);
        else if (entry.IsAt("rawData"u8))
            entry.ReadItems("primaryMetric.rawData", () => entry.TakeItems("primaryMetric.rawData", ReadIteration));
        else if (entry.IsAt("rawDataHistogram"u8))
            entry.ReadItems("primaryMetric.rawDataHistogram", () => entry.TakeItems("primaryMetric.rawDataHistogram", ReadHistogram));
        else
            entry.Skip();
    }

    private void ReadPercentile()
    {
        if (entry.IsAt("50.0"u8))
            _median = entry.ReadOptional();
        else
            entry.Skip();
    }

    private void ReadIteration()
    {
        if (entry.TakeAmount("primaryMetric.rawData") is { } value)
            _iterations.Add(value);
    }

    /// <summary>Pairs of a time and how many operations took it; an iteration is their mean, as in the other modes.</summary>
    private void ReadHistogram()
    {
        double weighted = 0, count = 0;
        entry.TakeItems("primaryMetric.rawDataHistogram", () =>
        {
            var pair = new List<double>();
            entry.TakeItems("primaryMetric.rawDataHistogram", () => pair.AddRange(entry.TakeAmount("primaryMetric.rawDataHistogram") is { } number ? [number] : []));
            if (pair is [var value, var times])
            {
                weighted += value * times;
                count += times;
            }
        });
        if (count > 0 && double.IsFinite(weighted))
            _iterations.Add(weighted / count);
    }

    private void ReadSecondary()
    {
        // Profilers of JMH before 1.37 begin the names of their metrics with a dot.
        var name = json.Intern(json.Value).TrimStart('\u00B7', '.');
        string? unit = null;
        double? score = null;
        entry.ReadObject("secondaryMetrics", () =>
        {
            if (entry.IsAt("score"u8))
                score = entry.ReadOptional();
            else if (entry.IsAt("scoreUnit"u8))
                unit = entry.ReadText("secondaryMetrics." + name);
            else
                entry.Skip();
        });
        if (score is not { } value)
            return;
        if (name == Allocations)
            _allocated = value;
        else if (!_values.Exists(known => known.Metric.Name == name && known.Metric.Unit == (unit ?? "")))
            _values.Add(BenchmarkMetric.Of(name, unit ?? "", MetricDirection.None, value));
    }
}
