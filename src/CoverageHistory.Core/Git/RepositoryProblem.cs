using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <summary>Why there is no repository to learn from, each with what to do about it.</summary>
internal static class RepositoryProblem
{
    private const string Consequence = "What git would tell (commit, branch, remote, changes) is missing from the run.";

    public static Diagnostic NoGit() => Warning(
        $"git was not found on the PATH. {Consequence} Install git, or say what it would: --commit, --branch.");

    /// <param name="output">Of a <c>git rev-parse</c> that did not find out what it was asked.</param>
    public static Diagnostic Of(string directory, GitOutput output)
    {
        if (output.Text.StartsWith('-'))
            return Warning($"This git is too old: 2.31 or newer is needed. {Consequence}");
        if (output.Error.Contains("dubious ownership", StringComparison.Ordinal))
        {
            var named = output.Error.Split('\'') is [_, var quoted, ..] ? quoted : directory;
            return Warning($"git refuses the repository '{named}' because another user owns it. {Consequence} "
                + $"If you trust it: git config --global --add safe.directory {named}", named);
        }
        if (output.Error.Contains("not a git repository", StringComparison.Ordinal))
            return Warning($"'{directory}' is not in a git repository. {Consequence} Run git init, or say what git would: --commit, --branch.", directory);
        return Warning($"git cannot read the repository around '{directory}': {output.Complaint}. {Consequence}", directory);
    }

    private static Diagnostic Warning(string message, string? path = null) =>
        new(DiagnosticCode.NoGit, DiagnosticSeverity.Warning, message, path);
}
