namespace CoverageHistory.Tool.Init;

/// <summary>Adds the package to the test projects, where they get their test SDK from.</summary>
internal sealed class PackageReferences(string root, string version)
{
    public const string Package = "CoverageHistory";

    private const string TestSdk = "Microsoft.NET.Test.Sdk";

    private static readonly string[] ProjectExtensions = [".csproj", ".fsproj", ".vbproj"];
    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets"];

    private readonly Dictionary<string, FileEdit> _edits = new(StringComparer.Ordinal);

    /// <summary>How many places bring tests in, edited or not.</summary>
    public int TestProjects { get; private set; }

    /// <exception cref="IOException">A project file cannot be read or understood.</exception>
    public IEnumerable<FileEdit> Plan()
    {
        foreach (var path in ProjectFiles())
            AddTo(path);
        return _edits.Values.OrderBy(edit => edit.After.Path, StringComparer.Ordinal);
    }

    private IEnumerable<string> ProjectFiles() => SourceTree.Files(root).Where(path =>
        ProjectExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        || SharedFiles.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase));

    private void AddTo(string path)
    {
        var file = TextFile.Read(path);
        var references = XmlInsertion.Find(file, "PackageReference");
        if (!references.Any(reference => IsPackage(reference.Include, TestSdk)))
            return;
        TestProjects++;
        if (references.Any(reference => IsPackage(reference.Include, Package)))
            return;
        var central = CentralVersions(path);
        var place = references.First(reference => IsPackage(reference.Include, TestSdk)).Place;
        var attributes = central is null ? $" Version=\"{version}\"" : "";
        _edits[path] = new FileEdit(file, XmlInsertion.After(file, place, $"<PackageReference Include=\"{Package}\"{attributes} PrivateAssets=\"all\" />"));
        if (central is not null)
            AddVersionTo(central);
    }

    private void AddVersionTo(TextFile central)
    {
        if (_edits.ContainsKey(central.Path))
            return;
        var versions = XmlInsertion.Find(central, "PackageVersion");
        if (versions.Any(entry => IsPackage(entry.Include, Package)))
            return;
        var element = $"<PackageVersion Include=\"{Package}\" Version=\"{version}\" />";
        // Lists of versions are usually sorted.
        var before = versions.LastOrDefault(entry => string.Compare(entry.Include, Package, StringComparison.OrdinalIgnoreCase) < 0);
        var after = before.Include is not null ? XmlInsertion.After(central, before.Place, element)
            : versions.Count > 0 ? XmlInsertion.After(central, versions[^1].Place, element)
            : XmlInsertion.AtEnd(central, ["<ItemGroup>", "  " + element, "</ItemGroup>"]);
        _edits[central.Path] = new FileEdit(central, after);
    }

    /// <summary>The file that NuGet takes versions from for this project; null when the project states its own.</summary>
    private TextFile? CentralVersions(string project)
    {
        for (var folder = Path.GetDirectoryName(project); folder is not null && folder.Length >= root.Length; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(folder, "Directory.Packages.props");
            if (!File.Exists(path))
                continue;
            var file = TextFile.Read(path);
            return file.Text.Contains("<ManagePackageVersionsCentrally>true<", StringComparison.OrdinalIgnoreCase) ? file : null;
        }
        return null;
    }

    private static bool IsPackage(string? include, string package) => string.Equals(include, package, StringComparison.OrdinalIgnoreCase);
}
