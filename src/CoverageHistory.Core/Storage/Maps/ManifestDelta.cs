using System.Buffers.Binary;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Maps;

/// <summary>
/// A manifest as what differs from its base; whole when the base is empty. Entries are ascending by module and file, and each number is
/// written against the one it probably equals or follows. The layout is described in <c>docs/storage.md</c>.
/// </summary>
internal static class ManifestDelta
{
    private const byte WithoutContents = 1;
    private const byte WithContents = 2;
    private const int Removed = 0;
    private const int OtherModule = 1;
    private const int NewState = 2;
    private const int NewEntry = 3;

    public static byte[] Write(ReadOnlySpan<ManifestEntry> from, ReadOnlySpan<ManifestEntry> to)
    {
        var writer = new BlobWriter();
        var hasContents = AnyContent(to);
        writer.Byte(hasContents ? WithContents : WithoutContents);
        long module = 0, file = 0, structure = 0, state = 0;
        int f = 0, t = 0;
        while (f < from.Length || t < to.Length)
        {
            var order = f == from.Length ? 1 : t == to.Length ? -1 : from[f].CompareTo(to[t]);
            if (order == 0 && from[f] == to[t])
            {
                f++;
                t++;
                continue;
            }
            var entry = order < 0 ? from[f] : to[t];
            var kind = order < 0 ? Removed : order == 0 && from[f] == to[t] with { State = from[f].State } ? NewState : NewEntry;
            if (entry.Module != module)
            {
                writer.Integer(OtherModule);
                writer.Integer((ulong)(entry.Module - module));
                file = 0;
            }
            writer.Integer(((ulong)(entry.File - file) << 2) | (uint)kind);
            if (kind == NewEntry)
            {
                writer.Signed(entry.Structure - structure - 1);
                structure = entry.Structure;
            }
            if (kind != Removed)
            {
                writer.Signed(entry.State - state - 1);
                state = entry.State;
            }
            if (kind == NewEntry && hasContents)
                BinaryPrimitives.WriteUInt64BigEndian(writer.Reserve(sizeof(ulong)), entry.Content.Value);
            module = entry.Module;
            file = entry.File;
            if (order <= 0)
                f++;
            if (order >= 0)
                t++;
        }
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not a difference from this base.</exception>
    public static ManifestEntry[] Apply(ReadOnlySpan<ManifestEntry> from, ReadOnlySpan<byte> delta)
    {
        var reader = new BlobReader(delta);
        var layout = reader.Byte();
        if (layout is not (WithoutContents or WithContents))
            throw new InvalidDataException($"layout {layout} of a manifest is unknown");
        var to = new List<ManifestEntry>(from.Length + delta.Length / 4);
        long module = 0, file = 0, structure = 0, state = 0;
        var f = 0;
        while (!reader.AtEnd)
        {
            var head = reader.Integer();
            if ((head & 3) == OtherModule)
            {
                module = Step(module, reader.Integer());
                file = 0;
                head = reader.Integer();
            }
            file = Step(file, head >> 2);
            var key = new ManifestEntry(module, file, 0, 0, default);
            for (; f < from.Length && from[f].CompareTo(key) < 0; f++)
                to.Add(from[f]);
            var isKnown = f < from.Length && from[f].CompareTo(key) == 0;
            var kind = (int)(head & 3);
            if (kind == OtherModule || (!isKnown && kind != NewEntry))
                throw new InvalidDataException("a manifest does not fit its base");
            if (kind == NewEntry)
                structure = Step(structure, reader.Signed());
            if (kind != Removed)
            {
                state = Step(state, reader.Signed());
                to.Add(kind == NewState
                    ? from[f] with { State = state }
                    : new ManifestEntry(module, file, structure, state, layout == WithContents ? ReadContent(ref reader) : default));
            }
            if (isKnown)
                f++;
        }
        for (; f < from.Length; f++)
            to.Add(from[f]);
        return [.. to];
    }

    private static ContentId ReadContent(ref BlobReader reader) => new(BinaryPrimitives.ReadUInt64BigEndian(reader.Bytes(sizeof(ulong))));

    private static bool AnyContent(ReadOnlySpan<ManifestEntry> entries)
    {
        foreach (ref readonly var entry in entries)
        {
            if (entry.Content.IsKnown)
                return true;
        }
        return false;
    }

    private static long Step(long value, ulong distance) => distance <= long.MaxValue - 1 && value <= long.MaxValue - (long)distance
        ? value + (long)distance
        : throw new InvalidDataException("an id is out of range");

    private static long Step(long value, long distance)
    {
        var next = unchecked(value + distance + 1);
        return next > 0 ? next : throw new InvalidDataException("an id is out of range");
    }
}
