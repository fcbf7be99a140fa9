namespace CoverageHistory.Git;

/// <summary>Git could not be started, or failed where it should not have.</summary>
internal sealed class GitException : Exception
{
    public GitException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
