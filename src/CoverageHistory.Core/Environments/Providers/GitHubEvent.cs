using System.Globalization;
using System.Text.Json;

namespace CoverageHistory.Environments.Providers;

/// <summary>The part of GitHub's event file that describes the pull request. The file is a stranger's text: any part may be anything.</summary>
internal sealed record GitHubEvent(
    string? Number, string? HeadCommit, string? HeadBranch, string? HeadRepository, string? BaseBranch, string? BaseRepository)
{
    private const long SizeLimitBytes = 32 * 1024 * 1024;

    /// <summary>Null outside a pull request, and when the file is missing or no sound JSON.</summary>
    public static GitHubEvent? ReadPullRequest(string? path)
    {
        if (path is null)
            return null;
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > SizeLimitBytes)
                return null;
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 64 });
            return Get(json.RootElement, "pull_request") is { ValueKind: JsonValueKind.Object } pullRequest ? Of(pullRequest) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The variables hold the same facts but for the head commit.
            return null;
        }
    }

    private static GitHubEvent Of(JsonElement pullRequest) => new(
        Number: Get(pullRequest, "number") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : null,
        HeadCommit: Text(Get(pullRequest, "head", "sha")),
        HeadBranch: Text(Get(pullRequest, "head", "ref")),
        // Null once the fork is deleted; its owner is still named.
        HeadRepository: Text(Get(pullRequest, "head", "repo", "full_name")) ?? $"{Text(Get(pullRequest, "head", "user", "login")) ?? "fork"}/",
        BaseBranch: Text(Get(pullRequest, "base", "ref")),
        BaseRepository: Text(Get(pullRequest, "base", "repo", "full_name")));

    private static JsonElement? Get(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }
        return element;
    }

    private static string? Text(JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, is sound JSON and no sound text.
            return null;
        }
    }
}
