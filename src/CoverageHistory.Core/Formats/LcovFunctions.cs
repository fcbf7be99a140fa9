using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Input;

namespace CoverageHistory.Formats;

/// <summary>
/// The functions of one record. lcov says where they begin and how often they ran, in lcov 2 where they end too; which lines are theirs
/// follows from that.
/// </summary>
internal sealed class LcovFunctions
{
    private readonly List<Function> _functions = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Start, int? End)> _byIndex = new(StringComparer.Ordinal);
    private readonly List<(int Number, bool IsCovered)> _lines = [];

    /// <summary>Some name was of the form coverlet and altcover write, with the declaring type.</summary>
    public bool AreOfCil { get; private set; }

    /// <summary><c>start[,end],name</c>, of <c>FN</c>; names may hold commas.</summary>
    public void Begin(Utf8Lines lines, ReadOnlySpan<byte> record)
    {
        var start = ReadStart(lines, record, out var rest);
        var comma = rest.IndexOf((byte)',');
        if (comma > 0 && ReportNumber.TryParseLine(rest[..comma], out var end))
            Add(lines, rest[(comma + 1)..], start, end);
        else
            Add(lines, rest, start, null);
    }

    /// <summary><c>hits,name</c>, of <c>FNDA</c>.</summary>
    public void AddHits(Utf8Lines lines, ReadOnlySpan<byte> record)
    {
        var comma = record.IndexOf((byte)',');
        if (comma < 0 || !ReportNumber.TryParseCount(record[..comma], out var hits))
            throw lines.Fault("hits,name", record);
        if (_byName.TryGetValue(lines.Intern(record[(comma + 1)..]), out var at))
            _functions[at] = _functions[at] with { HasRun = hits > 0 || _functions[at].HasRun == true };
    }

    /// <summary><c>index,start[,end]</c>, of lcov 2's <c>FNL</c>.</summary>
    public void BeginIndexed(Utf8Lines lines, ReadOnlySpan<byte> record)
    {
        var comma = record.IndexOf((byte)',');
        if (comma < 0)
            throw lines.Fault("index,start,end", record);
        var index = lines.Intern(record[..comma]);
        var start = ReadStart(lines, record[(comma + 1)..], out var rest);
        _byIndex[index] = (start, ReportNumber.TryParseLine(rest, out var end) ? end : null);
    }

    /// <summary><c>index,hits,name</c>, of lcov 2's <c>FNA</c>.</summary>
    public void NameIndexed(Utf8Lines lines, ReadOnlySpan<byte> record)
    {
        var comma = record.IndexOf((byte)',');
        if (comma < 0 || !_byIndex.TryGetValue(lines.Intern(record[..comma]), out var place))
            throw lines.Fault("index,hits,name", record);
        var rest = record[(comma + 1)..];
        var second = rest.IndexOf((byte)',');
        if (second < 0)
            throw lines.Fault("index,hits,name", record);
        Add(lines, rest[(second + 1)..], place.Start, place.End);
        AddHits(lines, rest);
    }

    public void AddLine(int number, bool isCovered) => _lines.Add((number, isCovered));

    /// <summary>Adds the functions to the file and begins anew.</summary>
    public void AddTo(ReportBuilder report, FileBuilder file, Utf8Lines lines)
    {
        _lines.Sort();
        _functions.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        EndBeforeTheNext();
        var own = new List<int>();
        for (var i = 0; i < _functions.Count; i++)
        {
            FindLines(_functions[i], own);
            if (!report.TrySpan(own.Count))
                throw lines.Fault($"functions of at most {ReportBuilder.MaxSpannedLines} lines in all", "more");
            file.Class(_functions[i].DeclaringType).AddMethod(_functions[i].Name, _functions[i].Signature, null, own);
        }
        _functions.Clear();
        _byName.Clear();
        _byIndex.Clear();
        _lines.Clear();
    }

    private void EndBeforeTheNext()
    {
        var next = int.MaxValue;
        for (var i = _functions.Count - 1; i >= 0; i--)
        {
            if (i + 1 < _functions.Count && _functions[i + 1].Start > _functions[i].Start)
                next = _functions[i + 1].Start;
            _functions[i] = _functions[i] with { End = _functions[i].End ?? next - 1 };
        }
    }

    /// <summary>
    /// From the start to the end or, where that is not told, to the next function; a function that never ran has no line that ran, so
    /// what follows the first such line is somebody else's.
    /// </summary>
    private void FindLines(Function function, List<int> own)
    {
        own.Clear();
        var at = _lines.BinarySearch((function.Start, false));
        for (at = at < 0 ? ~at : at; at < _lines.Count && _lines[at].Number <= function.End; at++)
        {
            if (function.HasRun == false && _lines[at].IsCovered)
                break;
            own.Add(_lines[at].Number);
        }
    }

    private void Add(Utf8Lines lines, ReadOnlySpan<byte> name, int start, int? end)
    {
        var full = lines.Intern(name);
        if (!_byName.TryAdd(full, _functions.Count))
            return;
        var parts = CilMethodName.Parse(name);
        AreOfCil |= !parts.DeclaringType.IsEmpty;
        _functions.Add(new Function(lines.Intern(parts.DeclaringType), lines.Intern(parts.Name), lines.Intern(parts.Signature), start, end, HasRun: null));
    }

    private static int ReadStart(Utf8Lines lines, ReadOnlySpan<byte> record, out ReadOnlySpan<byte> rest)
    {
        var comma = record.IndexOf((byte)',');
        var number = comma < 0 ? record : record[..comma];
        rest = comma < 0 ? default : record[(comma + 1)..];
        return ReportNumber.TryParseLine(number, out var start) ? start : throw lines.Fault("a line number", number);
    }

    /// <param name="End">Null where the report does not tell.</param>
    /// <param name="HasRun">Null where the report does not tell.</param>
    private sealed record Function(string DeclaringType, string Name, string Signature, int Start, int? End, bool? HasRun);
}
