using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Makes a report of what a reader comes across, in whatever order that is.</summary>
internal sealed class ReportBuilder(string format)
{
    private readonly Dictionary<(string Module, string Path), FileBuilder> _files = [];
    private readonly Dictionary<(FileBuilder File, string Name), ClassBuilder> _classes = [];
    private FileBuilder? _current;

    public List<string> SourceRoots { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public DateTimeOffset? GeneratedAt { get; set; }

    public CoveredCount? StatedLines { get; set; }

    public CoveredCount? StatedBranches { get; set; }

    public FileBuilder File(string module, string path)
    {
        if (_current is { } current && current.Path == path && current.Module == module)
            return current;
        _current?.Leave();
        if (!_files.TryGetValue((module, path), out _current))
            _files.Add((module, path), _current = new FileBuilder(module, path));
        return _current;
    }

    public ClassBuilder Class(FileBuilder file, string name)
    {
        if (!_classes.TryGetValue((file, name), out var type))
        {
            _classes.Add((file, name), type = new ClassBuilder(name));
            file.AddClass(type);
        }
        return type;
    }

    public CoverageReport Build() => new()
    {
        Format = format,
        Files =
        [
            .. _files.Values.Select(file => file.Build()).OfType<FileCoverage>()
                .OrderBy(file => file.Module, StringComparer.Ordinal).ThenBy(file => file.Path),
        ],
        SourceRoots = SourceRoots,
        GeneratedAt = GeneratedAt,
        Stated = StatedLines is null && StatedBranches is null ? null : new StatedTotals(StatedLines, StatedBranches),
        Diagnostics = Diagnostics,
    };
}
