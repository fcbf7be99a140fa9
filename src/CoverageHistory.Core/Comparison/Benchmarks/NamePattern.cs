using System.Text.RegularExpressions;
using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>Names benchmarks: a whole name with or without job and parameters, its end after a dot, or either with * for any text.</summary>
internal sealed class NamePattern(string pattern)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Regex _regex = new(
        "(^|\\.)" + string.Join(".*", pattern.Split('*').Select(Regex.Escape)) + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking, Longest);

    public bool Matches(Benchmark benchmark) =>
        _regex.IsMatch(benchmark.FullName) || _regex.IsMatch(benchmark.Name) || _regex.IsMatch((benchmark with { Parameters = "" }).Name);
}
