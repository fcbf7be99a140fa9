using System.Text.RegularExpressions;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>
/// What a job of BenchmarkDotNet is: the name somebody gave it and its characteristics. How long a job measures does not tell it apart from
/// others, nor does a name that was made up for it, which changes with every characteristic.
/// </summary>
/// <param name="Name">Empty for a name that BenchmarkDotNet made up.</param>
internal sealed partial record BenchmarkDotNetJob(string Name, IReadOnlyList<KeyValuePair<string, string>> Characteristics)
{
    private const string Runtime = "Runtime";
    private const string Toolchain = "Toolchain";

    /// <summary>How long and how often is measured, not what; and what is the machine's.</summary>
    private static readonly HashSet<string> Unessential = new(StringComparer.Ordinal)
    {
        "LaunchCount", "WarmupCount", "TargetCount", "IterationCount", "InvocationCount", "UnrollFactor", "IterationTime", "MinIterationCount",
        "MaxIterationCount", "MinWarmupIterationCount", "MaxWarmupIterationCount", "MaxRelativeError", "MaxAbsoluteError", "MinIterationTime",
        "MinInvokeCount", "AnalyzeLaunchVariance", "MaxStdErrRelative", "PowerPlanMode", "Baseline", "IsBaseline",
    };

    public static BenchmarkDotNetJob Default { get; } = new("", []);

    /// <summary>Of a job's display text, such as <c>Job-ABCDEF(Runtime=.NET 9.0, IterationCount=3)</c>.</summary>
    public static BenchmarkDotNetJob Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var hasCharacteristics = open >= 0 && text.EndsWith(')') && Characteristic().IsMatch(text[(open + 1)..]);
        var name = hasCharacteristics ? text[..open] : text;
        return new BenchmarkDotNetJob(IsMadeUp(name) ? "" : name, hasCharacteristics ? ParseCharacteristics(text[(open + 1)..^1]) : []);
    }

    /// <summary>Of the properties that BenchmarkDotNet 0.9 lists of a job.</summary>
    public static BenchmarkDotNetJob Of(IEnumerable<KeyValuePair<string, string>> properties) =>
        new("", [.. properties.Where(property => property is not ({ Value: "Host" or "Auto" or "Default" or "" } or { Key: "Mode", Value: "Throughput" }))]);

    /// <summary>What tells it apart, without <see cref="Unessential"/>; empty for the default job.</summary>
    /// <param name="host">The runtime of the host, which is what a job without one runs on; null where unknown.</param>
    public string Describe(string? host) => Describe(host, Characteristics.Where(item => !Unessential.Contains(item.Key)));

    /// <summary>What tells it apart from a job that is described alike; empty when nothing does.</summary>
    public string DescribeBeside(BenchmarkDotNetJob other) =>
        (this with { Name = "" }).Describe(null, Characteristics.Except(other.Characteristics));

    private string Describe(string? host, IEnumerable<KeyValuePair<string, string>> characteristics)
    {
        var essential = characteristics.ToList();
        var runtime = essential.Find(item => item.Key == Runtime).Value is { } value ? RuntimeName.Of(value) : "";
        var parts = new List<string>();
        if (runtime.Length > 0 && !RuntimeName.IsHost(runtime, host))
            parts.Add(runtime);
        // A name that was given stands for the rest.
        if (Name.Length == 0)
            parts.AddRange(essential.Where(item => item.Key != Runtime && !IsToolchainOf(item, runtime, host)).OrderByDescending(item => item.Key == Toolchain)
                .Select(item => $"{item.Key}={item.Value}"));
        var name = NameBeside(runtime);
        if (name.Length > 0 && !RuntimeName.IsHost(name, host))
            parts.Add(name);
        return string.Join(", ", parts);
    }

    /// <summary>Whether it is the toolchain that a runtime brings along, which has its name.</summary>
    private static bool IsToolchainOf(KeyValuePair<string, string> item, string runtime, string? host) =>
        item.Key == Toolchain && RuntimeName.Of(item.Value) is var toolchain && (toolchain == runtime || RuntimeName.IsHost(toolchain, host));

    /// <summary>The name without the runtime that BenchmarkDotNet puts into it, as in <c>.NET 9.0</c> and <c>ShortRun-.NET 9.0</c>.</summary>
    private string NameBeside(string runtime)
    {
        if (runtime.Length == 0)
            return Name;
        if (RuntimeName.Of(Name) == runtime)
            return "";
        return Name.EndsWith("-" + runtime, StringComparison.Ordinal) ? Name[..^(runtime.Length + 1)] : Name;
    }

    private static bool IsMadeUp(string name) => name is "DefaultJob" or "Default" or "" || MadeUpName().IsMatch(name);

    private static List<KeyValuePair<string, string>> ParseCharacteristics(string text)
    {
        var found = Characteristic().Matches(text);
        return [.. found.Select((match, i) =>
            KeyValuePair.Create(match.Groups[1].Value, text[(match.Index + match.Length)..(i + 1 < found.Count ? found[i + 1].Index : text.Length)]))];
    }

    [GeneratedRegex(@"(?:^|, )([A-Z][A-Za-z0-9]*)=")]
    private static partial Regex Characteristic();

    [GeneratedRegex("^Job-[A-Z]{6}$")]
    private static partial Regex MadeUpName();
}
