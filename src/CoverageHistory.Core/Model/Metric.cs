namespace CoverageHistory.Model;

/// <summary>Which way of a metric is an improvement.</summary>
public enum MetricDirection
{
    /// <summary>Neither way is better.</summary>
    None,

    /// <summary>More is better, as of coverage.</summary>
    Higher,

    /// <summary>Less is better, as of failed tests.</summary>
    Lower,
}

/// <summary>Any named series of numbers over runs.</summary>
/// <param name="Name">Of the contract in <c>docs/cli.md</c>, such as <c>line_rate</c>, or an imported one.</param>
/// <param name="Unit"><c>ratio</c> (0 to 1), <c>count</c>, <c>seconds</c>, or as the source of an imported metric writes it.</param>
/// <param name="Better">Which way is an improvement.</param>
/// <param name="Title">What a person calls it, such as <c>line coverage</c>.</param>
public sealed record Metric(string Name, string Unit, MetricDirection Better, string Title)
{
    /// <summary>Unit of a share, 0 to 1.</summary>
    public const string Ratio = "ratio";

    /// <summary>Unit of whole numbers.</summary>
    public const string Count = "count";

    /// <summary>Unit of durations.</summary>
    public const string Seconds = "seconds";
}
