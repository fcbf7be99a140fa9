using Xunit;

namespace CoverageHistory.TestKit;

/// <summary>A fact about material beside the repository; skipped, with the reason, where it is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="path">Below <c>../shared</c>.</param>
    public SharedFactAttribute(string path)
    {
        var full = RepositoryRoot.Shared(path);
        if (!Directory.Exists(full) && !File.Exists(full))
            Skip = $"needs {full}, which is not part of the repository";
    }
}
