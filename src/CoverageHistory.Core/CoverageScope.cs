using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>A part of the project; several parts restrict together.</summary>
/// <param name="Module">Full name.</param>
/// <param name="File">Path from the repository root, or a pattern of <see cref="PathGlob"/>.</param>
/// <param name="Class">Name, end of a name or pattern: see <see cref="ClassCounts.Matching"/>.</param>
/// <param name="Component">The files it holds.</param>
public sealed record CoverageScope(string? Module = null, string? File = null, string? Class = null, Component? Component = null)
{
    public static CoverageScope Project { get; } = new();

    public bool IsProject => this is { Module: null, File: null, Class: null, Component: null };

    /// <summary>Whether module totals are enough to tell.</summary>
    public bool IsModule => this is { Module: not null, File: null, Class: null, Component: null };
}
