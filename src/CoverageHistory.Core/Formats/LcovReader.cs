using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// lcov tracefiles (<c>man geninfo</c>) as lcov 1 and 2, coverlet, altcover, Istanbul, coverage.py and others write them. There are no
/// modules and, but for what .NET producers put into names, no classes.
/// </summary>
internal sealed class LcovReader : ICoverageReader, ILineLister
{
    public string Format => "lcov";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var line = WhiteSpace.Trim(end < 0 ? head : head[..end]);
            if (!line.IsEmpty && line[0] != '#')
                return line.StartsWith("TN:"u8) || line.StartsWith("SF:"u8);
            head = end < 0 ? default : head[(end + 1)..];
        }
        return false;
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var lines = new Utf8Lines(content, path, cancellation);
        return new Reading(lines).Run();
    }

    public IReadOnlyList<LineMention> List(Stream content, string path, CancellationToken cancellation)
    {
        using var lines = new Utf8Lines(content, path, cancellation);
        var mentions = new RecordMentions();
        new Reading(lines, mentions).Run();
        return mentions.All;
    }

    /// <param name="mentions">Filled with every mention of a line; null where nobody asks.</param>
    private sealed class Reading(Utf8Lines lines, RecordMentions? mentions = null)
    {
        private readonly ReportBuilder _report = new("lcov");
        private readonly LcovFunctions _functions = new();
        private FileBuilder? _file;
        private ListedTotals _listed;
        private (long Covered, long Total) _lines, _branches;
        private (bool Lines, bool Branches) _stated;

        public CoverageReport Run()
        {
            while (lines.Read())
                ReadRecord(WhiteSpace.Trim(lines.Line));
            if (_file is not null)
                throw lines.Fault("end_of_record", "the end of the file");
            if (_stated.Lines)
                _report.StatedLines = new CoveredCount(_lines.Covered, _lines.Total);
            if (_stated.Branches)
                _report.StatedBranches = new CoveredCount(_branches.Covered, _branches.Total);
            _report.Listed = _listed;
            _report.ListsAllBranches = !_functions.AreOfCil;
            return _report.Build();
        }

        private void ReadRecord(ReadOnlySpan<byte> record)
        {
            if (record.StartsWith("DA:"u8))
                AddLine(record[3..]);
            else if (record.StartsWith("BRDA:"u8))
                AddBranch(record[5..]);
            else if (record.StartsWith("SF:"u8))
                BeginFile(record[3..]);
            else if (record.SequenceEqual("end_of_record"u8))
                EndFile();
            else if (record.StartsWith("FN:"u8))
                _functions.Begin(lines, record[3..]);
            else if (record.StartsWith("FNDA:"u8))
                _functions.AddHits(lines, record[5..]);
            else if (record.StartsWith("FNL:"u8))
                _functions.BeginIndexed(lines, record[4..]);
            else if (record.StartsWith("FNA:"u8))
                _functions.NameIndexed(lines, record[4..]);
            else if (record.StartsWith("LF:"u8))
                _lines.Total += State(record[3..], ref _stated.Lines);
            else if (record.StartsWith("LH:"u8))
                _lines.Covered += State(record[3..], ref _stated.Lines);
            else if (record.StartsWith("BRF:"u8))
                _branches.Total += State(record[4..], ref _stated.Branches);
            else if (record.StartsWith("BRH:"u8))
                _branches.Covered += State(record[4..], ref _stated.Branches);
            else if (!record.IsEmpty && record[0] != '#' && !IsKnown(record))
                throw lines.Fault("an lcov record", record);
        }

        /// <summary>Records that say nothing the model holds: test names, versions, condition coverage, counts of functions.</summary>
        private static bool IsKnown(ReadOnlySpan<byte> record)
        {
            var colon = record.IndexOf((byte)':');
            if (colon is < 2 or > 8)
                return false;
            foreach (var letter in record[..colon])
            {
                if (!char.IsAsciiLetterUpper((char)letter))
                    return false;
            }
            return true;
        }

        private void BeginFile(ReadOnlySpan<byte> path)
        {
            if (_file is not null)
                throw lines.Fault("end_of_record", "SF");
            if (path.IsEmpty)
                throw lines.Fault("a path", path);
            _file = _report.File("", lines.Intern(path));
        }

        private void EndFile()
        {
            _functions.AddTo(_report, Current("end_of_record"), lines);
            mentions?.EndRecord(_file!.Path);
            _file = null;
        }

        private void AddLine(ReadOnlySpan<byte> record)
        {
            var rest = record;
            var number = ReadLine(ref rest);
            // A checksum of the source may follow.
            var hits = ReadHits(Cut(ref rest));
            if (number == 0)
                return;
            Current("DA").AddLine(number, hits);
            _listed.AddLine(hits);
            mentions?.AddLine(number);
            _functions.AddLine(number, hits > 0);
        }

        private void AddBranch(ReadOnlySpan<byte> record)
        {
            var rest = record;
            var number = ReadLine(ref rest);
            var block = Cut(ref rest);
            // lcov 2 names branches by their expression, which may hold commas.
            var last = rest.LastIndexOf((byte)',');
            if (last < 0)
                throw lines.Fault("line,block,branch,taken", record);
            var taken = rest[(last + 1)..];
            var hits = taken.SequenceEqual("-"u8) ? 0 : ReadHits(taken);
            if (number == 0)
                return;
            Current("BRDA").AddOutcome(number, OutcomeKey.OfBlock(block, rest[..last]), hits);
            _listed.AddBranch(hits);
            mentions?.AddBranch(number);
        }

        private FileBuilder Current(string record) => _file ?? throw lines.Fault("SF", record);

        private int ReadLine(ref ReadOnlySpan<byte> rest)
        {
            var number = Cut(ref rest);
            return ReportNumber.TryParseLine(number, out var line) ? line : throw lines.Fault("a line number", number);
        }

        private uint ReadHits(ReadOnlySpan<byte> text) =>
            ReportNumber.TryParseCount(text, out var hits) ? hits : throw lines.Fault("a hit count", text);

        private static long State(ReadOnlySpan<byte> text, ref bool stated)
        {
            stated = true;
            return ReportNumber.ParseTotal(text) is { } total ? Math.Min(total, int.MaxValue) : 0;
        }

        private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> rest)
        {
            var comma = rest.IndexOf((byte)',');
            var field = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? default : rest[(comma + 1)..];
            return field;
        }
    }
}
