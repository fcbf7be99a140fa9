namespace CoverageHistory.EndToEnd.Infrastructure;

/// <param name="Output">Standard output, then standard error.</param>
internal sealed record DotnetResult(int ExitCode, string Output)
{
    /// <summary>Lines that hold the text, such as a warning code.</summary>
    public IReadOnlyList<string> LinesWith(string text) =>
        [.. Output.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal)).Select(line => line.TrimEnd('\r'))];

    /// <summary>The lines that tell what was recorded, one a session.</summary>
    public IReadOnlyList<string> RunLines => [.. LinesWith("CoverageHistory: ").Select(line => line.Trim())];
}
