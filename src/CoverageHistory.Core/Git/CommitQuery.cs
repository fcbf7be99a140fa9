using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <summary>The facts of one commit, tags included, in one call of git.</summary>
internal static class CommitQuery
{
    /// <summary>Subject last: should the output be cut off, nothing else is lost.</summary>
    private const string Format = "%H%x00%P%x00%at%x00%ct%x00%D%x00%s";
    private const int FieldCount = 6;
    private const int SubjectLimit = 1_000;
    private const string TagMark = "tag: ";

    /// <param name="revision">Must not come from outside unchecked: a full object name, or <c>HEAD</c>.</param>
    public static GitCommand Start(GitProgram git, string directory, string revision) => git.Start(
        directory, "log", "-1", "--no-show-signature", "--no-color", "--no-notes", "--encoding=UTF-8", "--decorate-refs=refs/tags/",
        $"--format={Format}", "--end-of-options", revision, "--");

    /// <summary>The facts of all commits that a branch or tag leads to, in one call of git.</summary>
    public static GitCommand StartAll(GitProgram git, string directory) => git.Start(
        directory, "log", "--all", "-z", "--no-show-signature", "--no-color", "--no-notes", "--encoding=UTF-8", "--decorate-refs=refs/tags/",
        $"--format={Format}", "--");

    public static IEnumerable<Commit> ParseAll(GitOutput output)
    {
        var fields = output.Text.Split('\0');
        for (var at = 0; at + FieldCount <= fields.Length; at += FieldCount)
            yield return Parse(fields.AsSpan(at, FieldCount));
    }

    /// <summary>Null when git knows no such commit.</summary>
    public static Commit? Parse(GitOutput output)
    {
        var fields = output.Text.TrimEnd('\n').Split('\0', FieldCount);
        return (output.Succeeded || output.IsTruncated) && fields.Length == FieldCount ? Parse(fields) : null;
    }

    private static Commit Parse(ReadOnlySpan<string> fields)
    {
        var subject = fields[5];
        return new Commit(fields[0])
        {
            Parents = fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            AuthoredAt = ParseTime(fields[2]),
            CommittedAt = ParseTime(fields[3]),
            Tags = ParseTags(fields[4]),
            Subject = subject.Length > SubjectLimit ? subject[..SubjectLimit] : subject,
        };
    }

    /// <summary>
    /// At the edge of a shallow clone <c>git log</c> shows no parents, but the commit itself names them: with them a run finds its place
    /// in the history even where CI fetches one commit only.
    /// </summary>
    public static GitCommand StartTrueParents(GitProgram git, string directory, string sha) =>
        git.Start(directory, "cat-file", "commit", sha);

    public static IReadOnlyList<string> ParseTrueParents(GitOutput output) =>
    [
        .. output.Text.Split("\n\n", 2)[0].Split('\n')
            .Where(line => line.StartsWith("parent ", StringComparison.Ordinal))
            .Select(line => line["parent ".Length..]),
    ];

    /// <summary>Such as <c>tag: v1, grafted, tag: v2</c>; a tag's name holds no space, but may hold a comma.</summary>
    private static IReadOnlyList<string> ParseTags(string decoration) =>
    [
        .. decoration.Split(", ")
            .Where(item => item.StartsWith(TagMark, StringComparison.Ordinal))
            .Select(item => item[TagMark.Length..])
            .Order(StringComparer.Ordinal),
    ];

    private static DateTimeOffset? ParseTime(string unixSeconds) =>
        long.TryParse(unixSeconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
