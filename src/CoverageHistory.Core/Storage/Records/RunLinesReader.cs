using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>Reads what <see cref="RunLines"/> writes, a run at a time.</summary>
internal static class RunLinesReader
{
    /// <summary>A line of more bytes than any run has.</summary>
    private const int MostLineBytes = 256 << 20;

    /// <summary>More sessions than a run has; each list may stand on the one before.</summary>
    private const int MostLists = 4096;

    private const int BufferBytes = 128 * 1024;

    /// <summary>Runs between a head and an end, which must be there and agree with them.</summary>
    /// <exception cref="RunFormatException">Thrown while enumerating: at least the runs that came before it are sound.</exception>
    public static IEnumerable<RunBundle> ReadWhole(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var earlier = new EarlierLines();
        var bundle = new Pending(earlier);
        var (number, runs, hasEnd) = (0, 0L, false);
        foreach (var line in ReadLines(content))
        {
            number++;
            if (hasEnd)
                throw Unexpected(number, "nothing after the end");
            if (number == 1)
                CheckHead(line.Span);
            else if (line.Span.StartsWith("{\"runs\":"u8))
            {
                CheckEnd(line.Span, number, runs, hash.GetHashAndReset());
                hasEnd = true;
            }
            else if (Read(line.Span, number, bundle) is { } run)
            {
                yield return run;
                runs++;
                bundle = new Pending(earlier);
            }
            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
        }
        if (!hasEnd)
            throw Unexpected(number + 1, "the line that ends it; it is cut off");
    }

    /// <summary>One run and what comes before it.</summary>
    /// <param name="earlier">Of the runs read before; gets what this one brings.</param>
    public static RunBundle ReadOne(ReadOnlyMemory<byte> lines, EarlierLines earlier)
    {
        var bundle = new Pending(earlier);
        RunBundle? run = null;
        var number = 0;
        while (!lines.IsEmpty)
        {
            number++;
            var end = lines.Span.IndexOf((byte)'\n');
            if (run is not null || end < 0)
                throw Unexpected(number, run is null ? "the end of the line" : "one run");
            run = Read(lines.Span[..end], number, bundle);
            lines = lines[(end + 1)..];
        }
        return run ?? throw Unexpected(number + 1, "a run");
    }

    private static RunBundle? Read(ReadOnlySpan<byte> line, int number, Pending pending)
    {
        try
        {
            if (line.StartsWith("{\"record\":"u8))
                return new RunBundle(RunRecord.Parse(line), pending.Labels, pending.Maps, pending.Lists, pending.Earlier);
            var json = new CanonicalReader(line);
            json.Open('{');
            if (json.Is("map"))
                pending.Maps.Add(json.Base64());
            else if (json.Is("files"))
                ReadList(ref json, pending);
            else
                pending.Labels = [.. json.OptionalTexts("labels").Select(SoundText.Of)];
            json.Close('}');
            json.End();
            return null;
        }
        catch (InvalidDataException exception)
        {
            throw new RunFormatException(exception.Message, number, exception);
        }
    }

    private static void ReadList(ref CanonicalReader json, Pending pending)
    {
        var address = json.Key();
        var from = json.Is("from") ? json.Key() : null;
        var set = new List<FileRecord>();
        json.Name("set");
        for (json.Open('['); !json.AtEnd; json.Close(']'))
        {
            json.Open('[');
            set.Add(new FileRecord(json.Text(), new RepoPath(json.Text()), json.Key(), json.Key(), json.AtEnd ? default : ContentId.Of(json.Text())));
        }
        json.Close(']');
        var gone = new List<(string, RepoPath)>();
        if (json.Is("gone"))
        {
            for (json.Open('['); !json.AtEnd; json.Close(']'))
            {
                json.Open('[');
                gone.Add((json.Text(), new RepoPath(json.Text())));
            }
            json.Close(']');
        }
        for (var i = 1; i < set.Count; i++)
        {
            var order = string.CompareOrdinal(set[i - 1].Module, set[i].Module);
            if (order > 0 || (order == 0 && set[i - 1].Path.CompareTo(set[i].Path) >= 0))
                throw json.Unexpected($"files in order, not {set[i].Path} after {set[i - 1].Path}");
        }
        var list = new FileListDelta(from, set, gone);
        // One that cannot be checked yet is where the list is at hand that it stands on.
        var found = pending.Earlier.AddressOf(list);
        if (found is not null && found != address)
            throw json.Unexpected($"the list with the address {address}");
        // In this order lists cannot stand on one another in a circle.
        if (from == address || pending.Lists.Values.Any(other => other.From == address))
            throw json.Unexpected("each list before those that stand on it");
        if (pending.Lists.Count == MostLists)
            throw json.Unexpected($"at most {MostLists} lists before a run");
        pending.Lists[address] = list with { IsChecked = found is not null };
    }

    private static void CheckHead(ReadOnlySpan<byte> line)
    {
        const string head = "{\"coverage_history\":";
        var version = line.StartsWith("{\"coverage_history\":"u8) && line.EndsWith("}"u8) ? line[head.Length..^1] : default;
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Unexpected(1, string.Create(CultureInfo.InvariantCulture, $"{head}{RunLines.Version}}}, with which exported runs begin"));
        if (number != RunLines.Version)
            throw Unexpected(1, string.Create(CultureInfo.InvariantCulture, $"version {RunLines.Version}, not {number}; update the tool"));
    }

    private static void CheckEnd(ReadOnlySpan<byte> line, int number, long runs, byte[] hash)
    {
        var json = new CanonicalJson();
        RunLines.WriteEnd(json, runs, hash);
        if (!json.Written[..^1].SequenceEqual(line))
            throw Unexpected(number, $"{Encoding.UTF8.GetString(json.Written[..^1])}; lines are missing or were changed");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ReadLines(Stream content)
    {
        var buffer = new byte[BufferBytes];
        var (start, end) = (0, 0);
        var searched = 0;
        while (true)
        {
            var at = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var length = searched + at;
                yield return buffer.AsMemory(start, length);
                start += length + 1;
                searched = 0;
                continue;
            }
            searched = end - start;
            if (searched > MostLineBytes)
                throw new RunFormatException($"a line has more than {MostLineBytes} bytes");
            buffer.AsSpan(start, searched).CopyTo(buffer);
            (start, end) = (0, searched);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = content.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                if (end > start)
                    throw new RunFormatException("the last line has no end; it is cut off");
                yield break;
            }
            end += read;
        }
    }

    private static RunFormatException Unexpected(int line, string expected) => new("expected " + expected, line);

    /// <summary>What came since the last run.</summary>
    private sealed class Pending(EarlierLines earlier)
    {
        public EarlierLines Earlier => earlier;

        public List<byte[]> Maps { get; } = [];

        public Dictionary<BlobKey, FileListDelta> Lists { get; } = [];

        public IReadOnlyList<string> Labels { get; set; } = [];
    }
}
