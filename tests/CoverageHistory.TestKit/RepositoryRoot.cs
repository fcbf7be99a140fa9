namespace CoverageHistory.TestKit;

/// <summary>Finds this repository and, beside it, material that is not part of it.</summary>
public static class RepositoryRoot
{
    /// <summary>Absolute path of the folder that holds <c>CoverageHistory.sln</c>.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Absolute path below <c>../shared</c>; it may not exist.</summary>
    public static string Shared(params string[] parts) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, "..", "shared", .. parts]));

    private static string Find(string directory)
    {
        for (var at = directory; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (File.Exists(System.IO.Path.Combine(at, "CoverageHistory.sln")))
                return at;
        }
        throw new DirectoryNotFoundException($"No CoverageHistory.sln above {directory}");
    }
}
