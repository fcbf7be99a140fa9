namespace CoverageHistory.Environments;

/// <summary>Environment variables as CI systems use them: an empty one is as good as none.</summary>
internal readonly struct CiVariables(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>The first of these that is set, without white space around it; null when none is.</summary>
    public string? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names)
            {
                if (variables.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value))
                    return value.Trim();
            }
            return null;
        }
    }

    /// <summary>Set to anything but a no.</summary>
    public bool IsSet(string name) => this[name] is { } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";

    public bool IsTrue(string name) => string.Equals(this[name], "true", StringComparison.OrdinalIgnoreCase) || this[name] == "1";

    /// <summary>The first of these that holds a full object name, in lower case.</summary>
    public string? Commit(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (ToCommit(this[name]) is { } commit)
                return commit;
        }
        return null;
    }

    /// <summary>Null for what is no full object name, such as a revision number of another system or an abbreviation.</summary>
    public static string? ToCommit(string? value) =>
        value is { Length: 40 or 64 } && value.All(char.IsAsciiHexDigit) ? value.ToLowerInvariant() : null;

    /// <summary>The branch of <c>refs/heads/x</c>, or of a plain name; null for any other ref.</summary>
    public static string? ToBranch(string? reference)
    {
        const string prefix = "refs/heads/";
        if (reference is null)
            return null;
        if (reference.StartsWith(prefix, StringComparison.Ordinal))
            return reference[prefix.Length..];
        return reference.StartsWith("refs/", StringComparison.Ordinal) ? null : reference;
    }

    /// <summary>
    /// How the branch a pull request comes from is called: by its name, or <c>owner:branch</c> when it lies in a fork. A colon cannot
    /// stand in a branch name, and nobody opens a pull request from a branch into itself, so equal names tell a fork, too.
    /// </summary>
    /// <param name="headRepository">As <c>owner/name</c>; null where CI does not say.</param>
    public static string? HeadBranch(string? branch, string? baseBranch, string? headRepository, string? baseRepository)
    {
        if (branch is null)
            return null;
        var isFork = headRepository is not null && baseRepository is not null
            && !string.Equals(headRepository, baseRepository, StringComparison.OrdinalIgnoreCase);
        return isFork || branch == baseBranch ? $"{headRepository?.Split('/')[0] ?? "fork"}:{branch}" : branch;
    }
}
