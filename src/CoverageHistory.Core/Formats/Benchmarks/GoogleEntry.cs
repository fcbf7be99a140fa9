using System.Text.Json;
using CoverageHistory.Formats.Json;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>An entry of Google Benchmark: a repetition, or an aggregate of them.</summary>
internal sealed class GoogleEntry(Utf8JsonScanner json, EntryScanner entry)
{
    /// <summary>Members that are numbers and no counters.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations", "cpu_coefficient",
        "real_coefficient", "rms",
    };

    private static readonly string[] Suffixes = ["mean", "median", "stddev", "cv", "BigO", "RMS", "min", "max"];

    private string? _name;
    private string? _unit;
    private bool _isAggregate;

    /// <summary>The benchmark's name, which all its repetitions and aggregates share.</summary>
    public string? RunName { get; private set; }

    /// <summary>Such as <c>mean</c>; null for a repetition.</summary>
    public string? Aggregate { get; private set; }

    /// <summary>Whether it failed or was skipped, on purpose in either case.</summary>
    public bool HasNoResult { get; private set; }

    /// <summary>Nanoseconds on the clock.</summary>
    public double? Time { get; private set; }

    /// <summary>Nanoseconds of processors.</summary>
    public double? CpuTime { get; private set; }

    /// <summary>What the benchmark counted itself.</summary>
    public Dictionary<string, double> Counters { get; } = new(StringComparer.Ordinal);

    public void ReadMember()
    {
        if (entry.IsAt("name"u8))
            _name = entry.ReadText("name");
        else if (entry.IsAt("run_name"u8))
            RunName = entry.ReadText("run_name");
        else if (entry.IsAt("run_type"u8))
            _isAggregate = entry.ReadText("run_type") == "aggregate";
        else if (entry.IsAt("aggregate_name"u8))
            Aggregate = entry.ReadText("aggregate_name");
        else if (entry.IsAt("time_unit"u8))
            _unit = entry.ReadText("time_unit");
        else if (entry.IsAt("real_time"u8))
            Time = entry.ReadAmount("real_time");
        else if (entry.IsAt("cpu_time"u8))
            CpuTime = entry.ReadOptional();
        else if (entry.IsAt("error_occurred"u8) || entry.IsAt("skipped"u8))
            HasNoResult |= entry.ReadFlag();
        else
            ReadCounter();
    }

    /// <summary>Makes sense of the members together. Versions before 1.5 tell aggregates by the end of their name only.</summary>
    /// <param name="isRepeated">Whether there were repetitions of this name.</param>
    public void Finish(Func<string, bool> isRepeated)
    {
        if (RunName is null && _name is not null)
        {
            var cut = _name.LastIndexOf('_');
            if (cut > 0 && Suffixes.Contains(_name[(cut + 1)..]) && isRepeated(_name[..cut]))
                (RunName, Aggregate) = (_name[..cut], _name[(cut + 1)..]);
        }
        RunName ??= _name;
        if (_isAggregate)
            Aggregate ??= "";
        if (HasNoResult || Aggregate is not (null or "mean" or "median" or "stddev"))
            return;
        if (Time is null)
            entry.Spoil("real_time", "a number", "none");
        if (TimeUnit.Nanoseconds(_unit ?? "ns") is not { } nanoseconds)
            entry.Spoil("time_unit", "ns, us, ms or s", $"'{_unit}'");
        else
            (Time, CpuTime) = (Time * nanoseconds, CpuTime * nanoseconds);
    }

    private void ReadCounter()
    {
        var name = json.Intern(json.Value);
        json.Advance();
        var isCounter = json.Token == JsonTokenType.Number && !Known.Contains(name);
        if (isCounter && System.Buffers.Text.Utf8Parser.TryParse(json.Value, out double value, out _) && value >= 0 && double.IsFinite(value))
            Counters[name] = value;
        json.SkipRest();
    }
}
