using CoverageHistory.Git;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>What git said about a remote, as an error with what to do about it.</summary>
internal sealed class RemoteProblem(string remote, IReadOnlyList<string> urls)
{
    private const string Safe = "Nothing is lost: the runs here stay as they are";

    private static readonly string[] Forbidden =
    [
        "Permission denied", "Permission to ", "Authentication failed", "could not read Username", "could not read Password", "error: 403",
        "error: 401", "not authorized", "access denied", "Access denied", "insufficient permission", "read-only", "Invalid username",
        "unable to create temporary object directory",
    ];

    private static readonly string[] Missing =
    [
        "does not appear to be a git repository", "Repository not found", "repository not found", "not found", "does not exist",
    ];

    private static readonly string[] Unreachable =
    [
        "Could not resolve", "Connection refused", "Connection timed out", "unable to access", "unable to connect", "Network is unreachable",
        "No route to host", "Connection reset", "hung up", "Could not read from remote repository", "early EOF", "RPC failed",
    ];

    public SyncException Of(string what, GitOutput output)
    {
        var text = output.Error;
        var said = Complaint(output);
        if (Forbidden.Any(text.Contains))
        {
            return new SyncException(DiagnosticCode.RemoteForbidden,
                $"The remote '{remote}' does not allow it: {said}. {Safe}. Check the credentials; in CI the job needs the right to write contents.");
        }
        if (Missing.Any(text.Contains))
        {
            return new SyncException(DiagnosticCode.RemoteUnreachable,
                $"The remote '{remote}' has no repository: {said}. {Safe}. Correct its URL (git remote set-url), or check that you may see it.");
        }
        if (Unreachable.Any(text.Contains))
            return new SyncException(DiagnosticCode.RemoteUnreachable, $"The remote '{remote}' cannot be reached: {said}. {Safe}; try again later.");
        return Failed(what, output);
    }

    public SyncException Failed(string what, GitOutput output) => new(DiagnosticCode.SyncFailed,
        $"git {what} failed: {(output.IsTruncated ? "too much output" : Complaint(output))}. {Safe}; try again.");

    /// <summary>Why the remote did not take a push, fit for a message.</summary>
    public string Explain(string reason, GitOutput output) => Clean(reason) + Told(output);

    public SyncException Locked(string place, int tries, string reason) => new(DiagnosticCode.RemoteLocked,
        FormattableString.Invariant($"The remote '{remote}' keeps {place} locked: {tries} pushes were refused, and nobody else changed it meanwhile: {reason}. {Safe}. A process that was stopped there may have left {place}.lock; whoever runs the host can delete that file."));

    public SyncException Refused(string place, string reason, GitOutput output) => new(DiagnosticCode.PushRefused,
        $"The remote '{remote}' refuses a push to {place}: {Explain(reason, output)}. {Safe}. Except this ref from the rule that protects it, or push as somebody who may.");

    /// <summary>The reason rather than what came before it, without control characters and credentials.</summary>
    private string Complaint(GitOutput output)
    {
        var lines = output.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it did not say why";
        // What ssh or the host says stands before git's own "Could not read from remote repository.", which says nothing.
        return Clean(line.Contains("Could not read from remote", StringComparison.Ordinal) ? lines[0] : line).TrimEnd('.');
    }

    private string Told(GitOutput output)
    {
        var lines = output.Error.Split('\n').Where(line => line.StartsWith("remote:", StringComparison.Ordinal))
            .Select(line => Clean(line["remote:".Length..]).Trim()).Where(line => line.Length > 0).Take(3).ToArray();
        return lines.Length == 0 ? "" : $" ({string.Join(' ', lines)})";
    }

    /// <summary>Git takes the user out of a URL before it shows it, so that it is not found as a whole, and leaves a token in the query.</summary>
    private static string WithoutQueries(string line)
    {
        for (var at = line.IndexOf("://", StringComparison.Ordinal); at >= 0; at = line.IndexOf("://", at + 1, StringComparison.Ordinal))
        {
            var end = at + 3;
            while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not ('\'' or '"'))
                end++;
            if (line.AsSpan(at, end - at).IndexOfAny('?', '#') is >= 0 and var query)
                line = line.Remove(at + query, end - at - query);
        }
        return line;
    }

    private string Clean(string line)
    {
        foreach (var url in urls)
            line = line.Replace(url, RemoteUrl.WithoutCredentials(url) ?? "(the remote)", StringComparison.Ordinal);
        return string.Concat(WithoutQueries(RemoteUrl.Redact(line)).Select(c => char.IsControl(c) ? '?' : c));
    }
}
