using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Which runs a history is to give up; a run goes that every part given says so of.</summary>
internal sealed record PruneRequest
{
    /// <summary>Runs recorded before it.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>All but the newest so many.</summary>
    public int? Keep { get; init; }

    /// <summary>Runs of this branch only.</summary>
    public string? Branch { get; init; }

    /// <summary>Runs of these branches only; null: of all.</summary>
    public IReadOnlySet<string>? Branches { get; init; }

    /// <summary>Runs that stay whatever else is said.</summary>
    public IReadOnlySet<Guid> Spared { get; init; } = new HashSet<Guid>();

    /// <summary>Their lines go, their totals stay.</summary>
    public bool LinesOnly { get; init; }

    /// <summary>Patterns of tags: a run of a commit with such a tag stays.</summary>
    public IReadOnlyList<string> ReleaseTags { get; init; } = [];

    /// <summary>Whether the run stays whatever its age: it is spared, has a label, or its commit is a release.</summary>
    public bool Keeps(Run run) => run.Tags.Count > 0 || Spared.Contains(run.Id)
        || (run.Commit is { } commit && ReleaseTags.Any(pattern => commit.Tags.Any(new PathGlob(pattern).IsMatch)));
}
