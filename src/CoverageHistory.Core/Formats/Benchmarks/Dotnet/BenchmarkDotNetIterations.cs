namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>The raw measurements of an entry: nanoseconds of many operations, an iteration each, of several kinds.</summary>
internal sealed class BenchmarkDotNetIterations
{
    private readonly HashSet<double> _launches = [];

    /// <summary>Nanoseconds of one operation in the iterations that statistics are made of: without overhead and outliers.</summary>
    public List<double> Results { get; } = [];

    /// <summary>As they were measured.</summary>
    public List<double> Actual { get; } = [];

    /// <summary>Processes that measured; 0 where none did.</summary>
    public int Launches => _launches.Count;

    public void Read(EntryScanner entry) => entry.ReadItems("Measurements", () =>
    {
        string? mode = null, stage = null;
        double? launch = null, operations = null, time = null;
        var isRead = entry.TakeObject("Measurements", () =>
        {
            if (entry.IsAt("IterationMode"u8))
                mode = entry.ReadText("Measurements.IterationMode");
            else if (entry.IsAt("IterationStage"u8))
                stage = entry.ReadText("Measurements.IterationStage");
            else if (entry.IsAt("LaunchIndex"u8))
                launch = entry.ReadAmount("Measurements.LaunchIndex");
            else if (entry.IsAt("Operations"u8))
                operations = entry.ReadAmount("Measurements.Operations");
            else if (entry.IsAt("Nanoseconds"u8))
                time = entry.ReadAmount("Measurements.Nanoseconds");
            else
                entry.Skip();
        });
        if (isRead && operations is { } count && time is { } nanoseconds)
            Add(mode, stage, launch, count, nanoseconds);
    });

    /// <param name="launch">Which process it was; null where unknown.</param>
    public void Add(string? mode, string? stage, double? launch, double operations, double nanoseconds)
    {
        if (KindOf(mode, stage) is not { } iterations || !(operations > 0))
            return;
        iterations.Add(nanoseconds / operations);
        if (launch is { } process)
            _launches.Add(process);
    }

    /// <summary>Null for overhead and what comes before measuring. Up to 0.10 one word says mode and stage.</summary>
    private List<double>? KindOf(string? mode, string? stage) => (mode, stage) switch
    {
        ("Workload", "Result") or ("Result", null) => Results,
        ("Workload", "Actual") or ("MainTarget", null) => Actual,
        _ => null,
    };
}
