namespace CoverageHistory.Formats.Building;

/// <summary>
/// The method being read in a format that gives it as spans of source, each in some file; nearly always one, but the initializers of a
/// partial class make a constructor of several.
/// </summary>
internal sealed class MethodLines(ReportBuilder report)
{
    private readonly List<int> _lines = [];
    private FileBuilder? _file;

    /// <summary>Full name of the class, for the methods that follow.</summary>
    public string Class { get; set; } = "";

    public string Name { get; set; } = "";

    public string Signature { get; set; } = "";

    public int? Complexity { get; set; }

    /// <summary>The file the spans are in since the last one was added; null before the first.</summary>
    public FileBuilder? File => _file;

    /// <returns>False when the report claims more lines than one may.</returns>
    public bool TryAdd(FileBuilder file, int first, int last, uint hits)
    {
        if (first == 0 || ReportNumber.IsHidden(first))
            return true;
        last = ReportNumber.IsHidden(last) ? first : Math.Max(first, last);
        if (last > first && !report.TrySpan((long)last - first))
            return false;
        if (file != _file)
            Flush();
        _file = file;
        for (var line = first; line <= last; line++)
        {
            file.AddLine(line, hits);
            _lines.Add(line);
        }
        return true;
    }

    /// <summary>The method is over.</summary>
    public void End()
    {
        Flush();
        Name = "";
        Signature = "";
        Complexity = null;
    }

    private void Flush()
    {
        if (_file is not null)
            _file.Class(Class).AddMethod(Name, Signature, Complexity, _lines);
        _file = null;
        _lines.Clear();
    }
}
