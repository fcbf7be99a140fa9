using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Makes a report of what a reader comes across, in whatever order that is.</summary>
internal sealed class ReportBuilder(string format)
{
    /// <summary>
    /// A few bytes can claim millions of lines, so what spans add beyond the lines they begin on is bounded. A program of two million
    /// lines has about one in ten on the inside of a span.
    /// </summary>
    public const int MaxSpannedLines = 20_000_000;

    private readonly List<FileBuilder> _files = [];
    private readonly Dictionary<string, Dictionary<string, FileBuilder>> _filesByModule = new(StringComparer.Ordinal);
    private FileBuilder? _current;
    private long _spanned;

    public List<string> SourceRoots { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public DateTimeOffset? GeneratedAt { get; set; }

    public CoveredCount? StatedLines { get; set; }

    public CoveredCount? StatedBranches { get; set; }

    public ListedTotals Listed { get; set; }

    /// <summary>
    /// False for coverlet, which also counts branches of lambdas whose lines it gives to the method around them, and a few of iterators, and
    /// lists them in its JSON only.
    /// </summary>
    public bool ListsAllBranches { get; set; } = true;

    public FileBuilder File(string module, string path)
    {
        if (_current is { } current && current.Path == path && current.Module == module)
            return current;
        var room = _current?.Leave() ?? [];
        if (!_filesByModule.TryGetValue(module, out var ofModule))
            _filesByModule.Add(module, ofModule = new(StringComparer.Ordinal));
        if (!ofModule.TryGetValue(path, out _current))
        {
            ofModule.Add(path, _current = new FileBuilder(module, path, room));
            _files.Add(_current);
        }
        return _current;
    }

    /// <returns>False when the report claims more than <see cref="MaxSpannedLines"/>.</returns>
    public bool TrySpan(long lines) => (_spanned += lines) <= MaxSpannedLines;

    public CoverageReport Build()
    {
        var files = new List<FileCoverage>(_files.Count);
        foreach (var file in _files)
        {
            if (file.Build() is { } built)
                files.Add(built);
        }
        files.Sort(static (left, right) =>
        {
            var byModule = string.CompareOrdinal(left.Module, right.Module);
            return byModule != 0 ? byModule : left.Path.CompareTo(right.Path);
        });
        var stated = StatedLines is null && StatedBranches is null ? null : new StatedTotals(StatedLines, StatedBranches);
        return new CoverageReport
        {
            Format = format,
            Files = files,
            SourceRoots = SourceRoots,
            GeneratedAt = GeneratedAt,
            Stated = stated,
            Listed = stated is null ? null : ListOf(stated),
            Diagnostics = Diagnostics,
        };
    }

    private StatedTotals ListOf(StatedTotals stated)
    {
        var listed = Listed.ToTotals();
        var hasMore = stated.Branches?.Total >= listed.Branches?.Total && stated.Branches?.Covered >= listed.Branches?.Covered;
        return ListsAllBranches || !hasMore ? listed : listed with { Branches = stated.Branches };
    }
}
