using System.Security.Cryptography;
using CoverageHistory.Hashing;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>
/// Writes runs as lines of JSON, each after the maps and lists of files that its addresses name and that the reader may lack. Described
/// in <c>docs/run-record.md</c>.
/// </summary>
internal static class RunLines
{
    /// <summary>Of the form of the lines beside records, which have one of their own.</summary>
    public const int Version = 1;

    private const int MostPending = 1 << 20;

    public static void WriteHead(CanonicalJson json) => Line(json.Open('{').Member("coverage_history", Version));

    public static void Write(CanonicalJson json, RunBundle bundle)
    {
        foreach (var (_, map) in bundle.Maps.OrderBy(map => map.Key.ToString(), StringComparer.Ordinal))
            Line(json.Open('{').Name("map").Base64(map));
        foreach (var (address, list) in bundle.Lists)
            Write(json, address, list);
        if (bundle.Labels.Count > 0)
            Line(json.Open('{').Member("labels", bundle.Labels));
        RunRecordWriter.Write(json, bundle.Record);
        json.EndLine();
    }

    /// <summary>The last line: how many runs there are, and the hash of all lines before, so that what is cut off or changed is noticed.</summary>
    public static void WriteEnd(CanonicalJson json, long runs, ReadOnlySpan<byte> hash) =>
        Line(json.Open('{').Member("runs", runs).Member("sha256", Convert.ToHexStringLower(hash)));

    /// <summary>One run with head and end.</summary>
    public static byte[] Write(RunBundle bundle)
    {
        var json = new CanonicalJson();
        WriteHead(json);
        Write(json, bundle);
        WriteEnd(json, 1, Sha256.Of(json.Written));
        return json.ToArray();
    }

    /// <summary>Runs with head and end, a few at a time.</summary>
    /// <returns>How many there were.</returns>
    public static int WriteAll(Stream target, IEnumerable<RunBundle> runs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var json = new CanonicalJson();
        WriteHead(json);
        var count = 0;
        foreach (var run in runs)
        {
            Write(json, run);
            count++;
            if (json.Written.Length > MostPending)
                Flush();
        }
        Flush();
        WriteEnd(json, count, hash.GetHashAndReset());
        target.Write(json.Written);
        return count;

        void Flush()
        {
            hash.AppendData(json.Written);
            target.Write(json.Written);
            json.Clear();
        }
    }

    private static void Write(CanonicalJson json, BlobKey address, FileListDelta list)
    {
        json.Open('{').Name("files").Hex(address);
        if (list.From is { } from)
            json.Name("from").Hex(from);
        json.Name("set").Open('[');
        foreach (var file in list.Set)
        {
            json.Open('[').Text(file.Module).Text(file.Path.Value).Hex(file.Structure).Hex(file.State);
            if (file.Content.IsKnown)
                json.Text(file.Content.ToString());
            json.Close(']');
        }
        json.Close(']');
        if (list.Gone.Count > 0)
        {
            json.Name("gone").Open('[');
            foreach (var (module, path) in list.Gone)
                json.Open('[').Text(module).Text(path.Value).Close(']');
            json.Close(']');
        }
        Line(json);
    }

    private static void Line(CanonicalJson json)
    {
        json.Close('}');
        json.EndLine();
    }
}
