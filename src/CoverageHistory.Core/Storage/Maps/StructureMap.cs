using CoverageHistory.Model;

namespace CoverageHistory.Storage.Maps;

/// <summary>What the code decides of a file's coverage. The layout is described in <c>docs/storage.md</c>.</summary>
internal static class StructureMap
{
    private const byte Layout = 1;

    /// <summary>A method's lines overlap others' rarely; a hostile map must not multiply them.</summary>
    private const int MostMethodLines = 1 << 24;

    public static void Write(BlobWriter writer, PieceWriter pieces, FileCoverage file)
    {
        writer.Byte(Layout);
        WriteLines(writer, file.Lines);
        WriteOutcomes(writer, file.Outcomes);
        WriteClasses(writer, pieces, file);
    }

    public static LineCoverage[] ReadLines(ref BlobReader reader, int mostLines)
    {
        var layout = reader.Byte();
        if (layout != Layout)
            throw new InvalidDataException($"layout {layout} of a structure is unknown");
        var lines = new LineCoverage[reader.Count(mostLines)];
        long next = 0;
        for (var i = 0; i < lines.Length;)
        {
            var head = reader.Integer();
            next += (int)(head & 3);
            if ((head & 3) == 3)
                next += reader.Count(int.MaxValue);
            var length = (head >> 2) + 1;
            if (length > (ulong)(lines.Length - i) || next + (long)length - 1 > int.MaxValue)
                throw new InvalidDataException("a run of lines is too long");
            for (; length > 0; length--)
                lines[i++] = new LineCoverage((int)next++, 0, 0, 0);
            next++;
        }
        var at = -1L;
        for (var left = reader.Count(lines.Length); left > 0; left--)
        {
            var head = reader.Integer();
            at += 1 + (long)Math.Min(head >> 2, int.MaxValue);
            if (at >= lines.Length)
                throw new InvalidDataException("a branch stands on no line");
            var total = (head & 3) == 3 ? reader.Count(ushort.MaxValue) : 2 * (int)(head & 3) + 2;
            lines[at] = lines[at] with { BranchesTotal = (ushort)total };
        }
        return lines;
    }

    public static BranchOutcome[] ReadOutcomes(ref BlobReader reader)
    {
        var outcomes = new BranchOutcome[reader.CountOfRest()];
        long line = 0;
        ulong next = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var gap = reader.Count(int.MaxValue);
            if (gap > 0)
                next = 0;
            line += gap;
            var key = reader.Integer();
            if (line > int.MaxValue || key > ulong.MaxValue - next)
                throw new InvalidDataException("an outcome is out of range");
            outcomes[i] = new BranchOutcome((int)line, next + key, 0);
            next = outcomes[i].Key == ulong.MaxValue ? ulong.MaxValue : outcomes[i].Key + 1;
        }
        return outcomes;
    }

    public static ClassCoverage[] ReadClasses(ref BlobReader reader, LineCoverage[] lines)
    {
        var pieces = new PieceReader();
        var budget = MostMethodLines;
        long next = 0;
        var classes = new ClassCoverage[reader.CountOfRest()];
        for (var c = 0; c < classes.Length; c++)
        {
            var name = pieces.Read(ref reader);
            var methods = new MethodCoverage[reader.CountOfRest()];
            for (var m = 0; m < methods.Length; m++)
            {
                var method = pieces.Read(ref reader);
                var signature = pieces.ReadSignature(ref reader);
                var complexity = reader.Integer();
                if (complexity > (ulong)int.MaxValue + 1)
                    throw new InvalidDataException("a complexity is too large");
                methods[m] = new MethodCoverage(method, signature, complexity == 0 ? null : (int)(complexity - 1),
                    ReadMethodLines(ref reader, lines, ref next, ref budget));
            }
            classes[c] = new ClassCoverage(name, methods);
        }
        return classes;
    }

    private static void WriteLines(BlobWriter writer, LineCoverage[] lines)
    {
        writer.Count(lines.Length);
        long next = 0;
        var branching = 0;
        for (var i = 0; i < lines.Length;)
        {
            var start = i;
            while (++i < lines.Length && lines[i].Number == lines[i - 1].Number + 1)
            {
            }
            var gap = lines[start].Number - next;
            writer.Integer(((ulong)(i - start - 1) << 2) | (ulong)Math.Min(gap, 3));
            if (gap >= 3)
                writer.Integer((ulong)gap - 3);
            next = (long)lines[i - 1].Number + 2;
        }
        foreach (ref readonly var line in lines.AsSpan())
        {
            if (line.BranchesTotal > 0)
                branching++;
        }
        writer.Count(branching);
        var previous = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].BranchesTotal == 0)
                continue;
            var total = lines[i].BranchesTotal;
            var isUsual = total is 2 or 4 or 6;
            writer.Integer(((ulong)(i - previous - 1) << 2) | (isUsual ? (uint)total / 2 - 1 : 3));
            if (!isUsual)
                writer.Count(total);
            previous = i;
        }
    }

    private static void WriteOutcomes(BlobWriter writer, BranchOutcome[] outcomes)
    {
        writer.Count(outcomes.Length);
        var line = 0;
        ulong next = 0;
        foreach (var outcome in outcomes)
        {
            if (outcome.Line != line)
                next = 0;
            writer.Count(outcome.Line - line);
            writer.Integer(outcome.Key - next);
            line = outcome.Line;
            next = outcome.Key + 1;
        }
    }

    private static void WriteClasses(BlobWriter writer, PieceWriter pieces, FileCoverage file)
    {
        pieces.Clear();
        long next = 0;
        writer.Count(file.Classes.Count);
        foreach (var type in file.Classes)
        {
            pieces.Write(writer, type.Name);
            writer.Count(type.Methods.Count);
            foreach (var method in type.Methods)
            {
                pieces.Write(writer, method.Name);
                pieces.WriteSignature(writer, method.Signature);
                writer.Integer(method.Complexity is { } complexity ? (ulong)Math.Max(complexity, 0) + 1 : 0);
                WriteMethodLines(writer, file.Lines, method.Lines, ref next);
            }
        }
    }

    /// <summary>As runs of indexes into the file's lines. Methods follow one another, so one run from where the last ended is the rule.</summary>
    private static void WriteMethodLines(BlobWriter writer, LineCoverage[] lines, int[] numbers, ref long next)
    {
        if (IsRunFrom(lines, next, numbers))
        {
            writer.Integer(((ulong)numbers.Length << 1) | 1);
            next += numbers.Length;
            return;
        }
        var indexes = IndexesOf(lines, numbers);
        var runs = 0;
        for (var i = 0; i < indexes.Length; i++)
        {
            if (i == 0 || indexes[i] != indexes[i - 1] + 1)
                runs++;
        }
        writer.Integer((ulong)runs << 1);
        for (var i = 0; i < indexes.Length;)
        {
            var start = i;
            while (++i < indexes.Length && indexes[i] == indexes[i - 1] + 1)
            {
            }
            writer.Signed(indexes[start] - next);
            writer.Count(i - start - 1);
            next = indexes[i - 1] + 1;
        }
    }

    private static bool IsRunFrom(LineCoverage[] lines, long start, int[] numbers)
    {
        if (numbers.Length == 0 || start > lines.Length - numbers.Length)
            return false;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (lines[start + i].Number != numbers[i])
                return false;
        }
        return true;
    }

    private static int[] ReadMethodLines(ref BlobReader reader, LineCoverage[] lines, ref long next, ref int budget)
    {
        var head = reader.Integer();
        if ((head & 1) == 1)
        {
            var numbers = new int[CheckRun(lines, next, head >> 1, ref budget)];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = lines[next++].Number;
            return numbers;
        }
        var several = new List<int>();
        for (var runs = head >> 1; runs > 0; runs--)
        {
            var gap = reader.Signed();
            if (gap < -lines.Length || gap > lines.Length)
                throw new InvalidDataException("a method's line is out of range");
            next += gap;
            for (var left = CheckRun(lines, next, (ulong)reader.Count(lines.Length) + 1, ref budget); left > 0; left--)
                several.Add(lines[next++].Number);
        }
        return [.. several];
    }

    private static int CheckRun(LineCoverage[] lines, long start, ulong length, ref int budget)
    {
        if (start < 0 || start > lines.Length || length > (ulong)(lines.Length - start) || length > (ulong)budget)
            throw new InvalidDataException("a method's lines are out of range");
        budget -= (int)length;
        return (int)length;
    }

    /// <summary>A number that is no line of the file counts for nothing and is left out.</summary>
    private static int[] IndexesOf(LineCoverage[] lines, int[] numbers)
    {
        var indexes = new int[numbers.Length];
        var count = 0;
        var at = 0;
        foreach (var number in numbers)
        {
            at = count == 0 ? FirstNotBefore(lines, number) : at;
            while (at < lines.Length && lines[at].Number < number)
                at++;
            if (at < lines.Length && lines[at].Number == number)
                indexes[count++] = at++;
        }
        return count == indexes.Length ? indexes : indexes[..count];
    }

    private static int FirstNotBefore(LineCoverage[] lines, int number)
    {
        int low = 0, high = lines.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (lines[middle].Number < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
