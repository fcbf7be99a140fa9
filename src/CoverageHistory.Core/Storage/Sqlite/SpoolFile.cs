using System.Security.Cryptography;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// A waiting record as bytes: the canonical text, the labels, the maps the text names, and the SHA-256 of all that.
/// The layout is described in <c>docs/storage.md</c>.
/// </summary>
internal static class SpoolFile
{
    private static ReadOnlySpan<byte> FirstLine => "coverage-history spool 1\n"u8;

    public static byte[] Write(RunBundle bundle)
    {
        var writer = new BlobWriter();
        writer.Bytes(FirstLine);
        var record = bundle.Record.ToText();
        writer.Count(record.Length);
        writer.Bytes(record);
        writer.Count(bundle.Labels.Count);
        foreach (var label in bundle.Labels)
            writer.Text(label);
        writer.Count(bundle.Maps.Count);
        foreach (var map in bundle.Maps.Values)
        {
            writer.Count(map.Length);
            writer.Bytes(map);
        }
        writer.Bytes(SHA256.HashData(writer.Written));
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The file is cut off, changed, or not one of these.</exception>
    public static RunBundle Read(byte[] file)
    {
        var hashed = file.Length - SHA256.HashSizeInBytes;
        if (hashed < FirstLine.Length || !file.AsSpan().StartsWith(FirstLine))
            throw new InvalidDataException("it is not a spooled record of a version this tool knows");
        if (!SHA256.HashData(file.AsSpan(0, hashed)).AsSpan().SequenceEqual(file.AsSpan(hashed)))
            throw new InvalidDataException("its hash differs from its content");
        var reader = new BlobReader(file.AsSpan(FirstLine.Length..hashed));
        var record = RunRecord.Parse(reader.Bytes(reader.CountOfRest()));
        var labels = new string[reader.CountOfRest()];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = reader.Text();
        var maps = new byte[reader.CountOfRest()][];
        for (var i = 0; i < maps.Length; i++)
            maps[i] = reader.Bytes(reader.CountOfRest()).ToArray();
        reader.End();
        return new RunBundle(record, labels, maps);
    }
}
