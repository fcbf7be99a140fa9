using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Input;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// gcov's annotated source (<c>.gcov</c>), with or without <c>-b</c>, <c>-c</c> and <c>-f</c>. A file names one source; several put after
/// one another are read as well. Instances of a template repeat their lines.
/// </summary>
internal sealed class GcovReader : ICoverageReader
{
    public string Format => "gcov";

    /// <summary>The first line is <c>-:    0:Source:</c> and a path.</summary>
    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        return TryReadColumns(end < 0 ? head : head[..end], out var count, out var line, out var rest)
            && count.SequenceEqual("-"u8) && line.SequenceEqual("0"u8) && rest.StartsWith("Source:"u8);
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var lines = new Utf8Lines(content, path, cancellation);
        return new Reading(lines).Run();
    }

    private static bool TryReadColumns(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> count, out ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        count = line = rest = default;
        var first = text.IndexOf((byte)':');
        var second = first < 0 ? -1 : text[(first + 1)..].IndexOf((byte)':');
        if (second < 0)
            return false;
        count = WhiteSpace.Trim(text[..first]);
        line = WhiteSpace.Trim(text.Slice(first + 1, second));
        rest = text[(first + second + 2)..];
        return true;
    }

    private sealed class Reading(Utf8Lines lines)
    {
        private readonly ReportBuilder _report = new("gcov");
        private readonly List<int> _functionLines = [];
        private FileBuilder? _file;
        private string? _function;
        private int _number;
        private int _covered;
        private int _total;

        public CoverageReport Run()
        {
            while (lines.Read())
            {
                var text = lines.Line;
                // Source text never stands at the start of a line, so these are gcov's words.
                if (text.StartsWith("branch "u8))
                    AddBranch(text);
                else if (text.StartsWith("function "u8))
                    BeginFunction(text["function "u8.Length..]);
                else if (!text.IsEmpty && !text.StartsWith("call "u8) && !text.StartsWith("unconditional "u8) && !text.StartsWith("----"u8))
                    ReadSourceLine(text);
            }
            EndBranches();
            EndFunction();
            return _report.Build();
        }

        private void ReadSourceLine(ReadOnlySpan<byte> text)
        {
            if (!TryReadColumns(text, out var count, out var line, out var rest) || !ReportNumber.TryParseLine(line, out var number))
            {
                // The name of a template's instance, and with -a the blocks of a line that was told of.
                if (text[^1] == ':' || text.IndexOf("-block "u8) > 0)
                    return;
                throw lines.Fault("count:line:source", text);
            }
            EndBranches();
            if (number == 0)
                ReadHeader(rest);
            else if (!count.SequenceEqual("-"u8))
            {
                _number = number;
                Current().AddLine(number, Hits(count));
                if (_function is not null)
                    _functionLines.Add(number);
            }
        }

        private void ReadHeader(ReadOnlySpan<byte> text)
        {
            if (text.StartsWith("Source:"u8))
            {
                EndFunction();
                _file = _report.File("", lines.Intern(text["Source:"u8.Length..]));
            }
            else if (text.StartsWith("Working directory:"u8))
                _report.SourceRoots.Add(lines.Intern(text["Working directory:"u8.Length..]));
        }

        /// <summary>From <c>main called 1 returned 100% blocks executed 100%</c>.</summary>
        private void BeginFunction(ReadOnlySpan<byte> text)
        {
            EndBranches();
            EndFunction();
            var end = text.LastIndexOf(" called "u8);
            _function = lines.Intern(end < 0 ? text : text[..end]);
        }

        private void EndFunction()
        {
            if (_function is not null && _functionLines.Count > 0)
                Current().Class("").AddMethod(_function, "", null, _functionLines);
            _function = null;
            _functionLines.Clear();
        }

        /// <summary>Digits, a star where a block of the line did not run, a unit with -H; hashes and equal signs for what never ran.</summary>
        private uint Hits(ReadOnlySpan<byte> count)
        {
            if (count.IsEmpty || count.IndexOfAnyExcept((byte)'#', (byte)'=') < 0)
                return count.IsEmpty ? throw lines.Fault("a count", count) : 0u;
            var digits = count[^1] == '*' ? count[..^1] : count;
            double unit = digits.IsEmpty ? 1 : digits[^1] switch { (byte)'k' => 1e3, (byte)'M' => 1e6, (byte)'G' => 1e9, (byte)'T' => 1e12, _ => 1 };
            if (unit > 1)
                digits = digits[..^1];
            if (unit > 1 && System.Buffers.Text.Utf8Parser.TryParse(digits, out double value, out var used) && used == digits.Length && value >= 0)
                return (uint)Math.Min(value * unit, uint.MaxValue);
            return unit <= 1 && ReportNumber.TryParseCount(digits, out var hits) ? hits : throw lines.Fault("a count", count);
        }

        /// <summary>Counted, for branches have a number on their line but no name in common between instances.</summary>
        private void AddBranch(ReadOnlySpan<byte> text)
        {
            _total++;
            var taken = text.IndexOf(" taken "u8);
            if (taken < 0)
            {
                if (text.IndexOf("never executed"u8) < 0)
                    throw lines.Fault("branch N taken N", text);
                return;
            }
            var number = text[(taken + " taken "u8.Length)..];
            if (number.IsEmpty || !char.IsAsciiDigit((char)number[0]))
                throw lines.Fault("branch N taken N", text);
            if (number[0] != '0')
                _covered++;
        }

        private void EndBranches()
        {
            if (_total > 0 && _number > 0)
                Current().AddLine(_number, 0, _covered, _total);
            _number = _covered = _total = 0;
        }

        private FileBuilder Current() => _file ?? throw lines.Fault("Source:", lines.Line);
    }
}
