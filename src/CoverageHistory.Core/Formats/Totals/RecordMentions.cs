namespace CoverageHistory.Formats.Totals;

/// <summary>Where an lcov file lists lines: a record of it holds each line's branches apart from the line.</summary>
internal sealed class RecordMentions
{
    private readonly List<LineMention> _all = [];
    private readonly List<int> _lines = [];
    private readonly Dictionary<int, int> _branches = [];

    public IReadOnlyList<LineMention> All => _all;

    public void AddLine(int line) => _lines.Add(line);

    public void AddBranch(int line) => _branches[line] = _branches.GetValueOrDefault(line) + 1;

    public void EndRecord(string file)
    {
        foreach (var line in _lines)
        {
            _branches.Remove(line, out var branches);
            _all.Add(new LineMention("", "", null, file, line, branches));
        }
        _lines.Clear();
        _branches.Clear();
    }
}
