namespace CoverageHistory.Formats.Building;

/// <summary>Spans of methods in a format that numbers its files and says which is which only at the end.</summary>
internal sealed class LateFiles(ReportBuilder report)
{
    private readonly List<Method> _methods = [];
    private readonly List<(int File, int First, int Last, uint Hits)> _spans = [];
    private readonly Dictionary<int, string> _paths = [];
    private readonly SortedDictionary<int, uint> _hits = [];
    private ListedTotals _listed;

    /// <summary>Of all methods, which is how these tools count.</summary>
    public ListedTotals Listed => _listed;

    public void BeginMethod(string module, string type, string name, string signature) =>
        _methods.Add(new Method(module, type, name, signature, _spans.Count));

    public void AddSpan(int file, int first, int last, uint hits) => _spans.Add((file, first, last, hits));

    public void AddFile(int number, string path) => _paths[number] = path;

    /// <summary>Adds what was collected to the report and begins anew.</summary>
    /// <param name="fault">Makes the exception to throw from what was expected and what was found.</param>
    public void Resolve(Func<string, string, ReportFormatException> fault)
    {
        var lines = new MethodLines(report);
        for (var i = 0; i < _methods.Count; i++)
        {
            var method = _methods[i];
            (lines.Class, lines.Name, lines.Signature) = (method.Type, method.Name, method.Signature);
            var end = i + 1 < _methods.Count ? _methods[i + 1].FirstSpan : _spans.Count;
            for (var at = method.FirstSpan; at < end; at++)
            {
                var (file, first, last, hits) = _spans[at];
                if (!_paths.TryGetValue(file, out var path))
                    throw fault("the number of a source file", $"{file}");
                if (!lines.TryAdd(report.File(method.Module, path), first, last, hits))
                    throw fault($"at most {ReportBuilder.MaxSpannedLines} lines within spans", "more");
                List(first, last, hits);
            }
            lines.End();
            foreach (var hits in _hits.Values)
                _listed.AddLine(hits);
            _hits.Clear();
        }
        _methods.Clear();
        _spans.Clear();
        _paths.Clear();
    }

    private void List(int first, int last, uint hits)
    {
        if (first == 0 || ReportNumber.IsHidden(first))
            return;
        for (var line = first; line <= (ReportNumber.IsHidden(last) ? first : Math.Max(first, last)); line++)
            _hits[line] = Math.Max(hits, _hits.GetValueOrDefault(line));
    }

    private readonly record struct Method(string Module, string Type, string Name, string Signature, int FirstSpan);
}
