using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>The reports that <c>tests/fixtures/make.sh</c> made with real tools.</summary>
internal static class Fixtures
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "reports");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
