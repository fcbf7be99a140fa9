namespace CoverageHistory.Model;

public enum MetricDirection
{
    /// <summary>Neither way is better.</summary>
    None,
    Higher,
    Lower,
}

/// <summary>Any named series of numbers over runs.</summary>
/// <param name="Name">Of the contract in <c>docs/cli.md</c>, such as <c>line_rate</c>, or an imported one.</param>
/// <param name="Unit"><c>ratio</c> (0 to 1), <c>count</c>, <c>seconds</c>, or as the source of an imported metric writes it.</param>
/// <param name="Title">What a person calls it, such as <c>line coverage</c>.</param>
public sealed record Metric(string Name, string Unit, MetricDirection Better, string Title)
{
    public const string Ratio = "ratio";
    public const string Count = "count";
    public const string Seconds = "seconds";
}
