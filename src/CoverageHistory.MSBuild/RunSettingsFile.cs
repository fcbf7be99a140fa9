using System.Xml;

namespace CoverageHistory.MSBuild;

/// <summary>What a user's runsettings say about collecting coverage.</summary>
internal static class RunSettingsFile
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <summary>
    /// The file names a coverage collector, be it turned off: then collection is the user's decision. So it is when the file cannot be
    /// read, which the test platform will tell.
    /// </summary>
    public static bool DecidesOnCoverage(string path, string projectDirectory)
    {
        if (path.Length == 0)
            return false;
        try
        {
            using var stream = File.OpenRead(Path.GetFullPath(path, projectDirectory));
            using var xml = XmlReader.Create(stream, Settings);
            while (xml.ReadToFollowing("DataCollector"))
            {
                if (IsCoverage(xml.GetAttribute("friendlyName")) || IsCoverage(xml.GetAttribute("uri")) || IsCoverage(xml.GetAttribute("assemblyQualifiedName")))
                    return true;
            }
            return false;
        }
        catch (Exception trouble) when (trouble is XmlException or IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>"XPlat code coverage", "Code Coverage", datacollector://microsoft/CodeCoverage/2.0, JetBrains' DotCover.</summary>
    private static bool IsCoverage(string? name) =>
        name is not null && name.Contains("cover", StringComparison.OrdinalIgnoreCase);
}
