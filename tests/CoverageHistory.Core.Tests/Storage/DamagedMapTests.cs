using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Damaged contents of the database; damaged files are tried in CoverageHistory.Reliability.</summary>
public sealed class DamagedMapTests
{
    [Fact]
    public void Any_bytes_are_a_map_or_refused() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 20], Gen.Bool).Sample((structure, state, isPlausible) =>
    {
        if (isPlausible && structure.Length > 0)
            structure[0] = 1;
        if (isPlausible && state.Length > 0)
            state[0] = (byte)(1 + (state[0] & 1));
        Refusing(() => FileMaps.Decode("m", new RepoPath("p"), default, structure, state).Counts);
        Refusing(() => ManifestDelta.Apply([new ManifestEntry(1, 2, 3, 4, default)], structure));
        Refusing(() => TestResults.Read(structure));
    }, iter: 20_000);

    [Fact]
    public void A_mutated_map_is_a_map_or_refused() => Gen.Select(Coverage.GenFile, Gen.Int[0, 10_000], Gen.Byte, Gen.Bool).Sample((file, at, value, inState) =>
    {
        var writer = new BlobWriter();
        StructureMap.Write(writer, new PieceWriter(), file);
        var structure = writer.ToArray();
        writer.Clear();
        StateMap.Write(writer, file, keepHitCounts: true);
        var state = writer.ToArray();
        var changed = inState ? state : structure;
        changed[at % changed.Length] ^= value;
        Refusing(() => FileMaps.Decode("m", new RepoPath("p"), default, structure, state).Counts);
    }, iter: 5_000);

    private static void Refusing(Func<object> read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            // The only way to say no.
        }
    }
}
