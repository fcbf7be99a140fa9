using System.Globalization;
using System.Text;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>Reads commits of the set; nothing is ever checked out.</summary>
internal sealed class SetReader(SetRepository repository)
{
    /// <param name="commit">Null: an empty set.</param>
    /// <exception cref="SyncException">It holds something else.</exception>
    public SetTree ReadTree(string? commit, string place)
    {
        if (commit is null)
            return new SetTree();
        var output = repository.Run("ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", commit);
        var tree = output.Succeeded ? SetTree.Read(output) : null;
        if (tree is null || tree.IsUnrelated)
        {
            throw new SyncException(DiagnosticCode.UnrelatedContent,
                $"{place} of the remote holds no runs but something else. Nothing was changed. Rename that branch, or move the ref away, and run this again.");
        }
        return tree;
    }

    public GivenUpRuns ReadGivenUp(SetTree tree, DateTimeOffset now, out int strange)
    {
        strange = 0;
        SetEntry[] entries = [.. ((SetEntry?[])[tree.Tombstones, tree.Watermarks]).OfType<SetEntry>()];
        if (entries.Length == 0)
            return GivenUpRuns.None;
        var blobs = ReadBlobs(entries);
        ReadOnlyMemory<byte> tombstones = tree.Tombstones is null ? default : blobs[0];
        ReadOnlyMemory<byte> watermarks = tree.Watermarks is null ? default : blobs[^1];
        return GivenUpText.Parse(tombstones.Span, watermarks.Span, now, out strange);
    }

    /// <summary>Units in batches, each unit after those that bring the lists it stands on. More than a batch is read twice, since what stands on what is in them.</summary>
    /// <param name="unsound">Gets what is not what its name says.</param>
    public IEnumerable<IReadOnlyList<Unit>> ReadInOrder(SetTree tree, IReadOnlyList<string> hashes, long mostBatchBytes, List<string> unsound)
    {
        var addresses = new List<UnitAddresses>(hashes.Count);
        Dictionary<string, Unit>? only = null;
        foreach (var batch in ReadBatches(tree, hashes, mostBatchBytes))
        {
            foreach (var unit in batch)
            {
                if (unit.FitsHash)
                    addresses.Add(unit.ReadAddresses());
                else
                    unsound.Add(unit.Hash);
            }
            only = batch.Count == hashes.Count ? batch.ToDictionary(unit => unit.Hash, StringComparer.Ordinal) : null;
        }
        var sorted = UnitOrder.Sort(addresses);
        return only is not null ? [sorted.ConvertAll(hash => only[hash])] : ReadBatches(tree, sorted, mostBatchBytes);
    }

    private IEnumerable<IReadOnlyList<Unit>> ReadBatches(SetTree tree, IReadOnlyList<string> hashes, long mostBytes)
    {
        for (var start = 0; start < hashes.Count;)
        {
            var end = start;
            for (var size = 0L; end < hashes.Count && (end == start || size + tree.Units[hashes[end]].Size <= mostBytes); end++)
                size += tree.Units[hashes[end]].Size;
            var batch = new List<Unit>(end - start);
            var blobs = ReadBlobs([.. hashes.Skip(start).Take(end - start).Select(hash => tree.Units[hash])]);
            for (var i = start; i < end; i++)
                batch.Add(new Unit(hashes[i], blobs[i - start]));
            yield return batch;
            start = end;
        }
    }

    private List<ReadOnlyMemory<byte>> ReadBlobs(SetEntry[] entries)
    {
        var output = repository.Run(input =>
        {
            foreach (var entry in entries)
                input.Write(Encoding.ASCII.GetBytes(entry.Object + "\n"));
        }, "cat-file", ["--batch"], entries.Sum(entry => entry.Object.Length + " blob ".Length + SizeText(entry).Length + 1 + entry.Size + 1));
        var blobs = new List<ReadOnlyMemory<byte>>(entries.Length);
        ReadOnlyMemory<byte> rest = output.Bytes;
        foreach (var entry in entries)
        {
            // "OBJECT blob SIZE", the bytes, a line's end.
            var end = rest.Span.IndexOf((byte)'\n');
            if (!output.Succeeded || end < 0 || rest.Length < end + 1 + entry.Size || !Encoding.ASCII.GetString(rest.Span[..end]).StartsWith($"{entry.Object} blob ", StringComparison.Ordinal))
                throw repository.Problem.Failed("cat-file", output);
            blobs.Add(rest.Slice(end + 1, (int)entry.Size));
            rest = rest[(end + 1 + (int)entry.Size + 1)..];
        }
        return blobs;
    }

    private static string SizeText(SetEntry entry) => entry.Size.ToString(CultureInfo.InvariantCulture);
}
