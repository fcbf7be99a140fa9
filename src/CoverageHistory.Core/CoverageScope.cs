using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>A part of the project; several parts restrict together.</summary>
/// <param name="Module">Full name.</param>
/// <param name="File">Path from the repository root, or a pattern of paths: <c>*</c> and <c>?</c> within a folder, <c>**</c> across folders.</param>
/// <param name="Class">Name, the end of a name behind a dot, or a pattern.</param>
public sealed record CoverageScope(string? Module = null, string? File = null, string? Class = null)
{
    /// <summary>All of it.</summary>
    public static CoverageScope Project { get; } = new();

    /// <summary>The files it holds.</summary>
    internal Component? Component { get; init; }

    internal bool IsProject => this is { Module: null, File: null, Class: null, Component: null };

    /// <summary>Whether module totals are enough to tell.</summary>
    internal bool IsModule => this is { Module: not null, File: null, Class: null, Component: null };
}
