using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Maps;
using CoverageHistory.Storage.Sqlite;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class DamagedFileTests : StoreFixture
{
    private const int Mutants = 300;

    private static readonly string[] Refusals =
        [DiagnosticCode.StoreRefused, DiagnosticCode.NotAHistory, DiagnosticCode.OlderSchema, DiagnosticCode.NewerSchema, DiagnosticCode.StoreDamaged];

    [Fact]
    public void A_damaged_history_is_refused_or_right_or_found_out_by_its_hashes()
    {
        for (var i = 0; i < 6; i++)
        {
            Record(NewRun($"c{i}", $"c{i - 1}", key: $"k{i / 2}"), NamedSession($"S{i}", Coverage.File("src/a.cs", 1, (uint)i & 1, 0), Coverage.FileIn("B", $"src/{i}.cs", 0, 1))
                with
            { Tests = [new($"T{i}", TestOutcome.Passed, TimeSpan.FromMilliseconds(i))] });
        }
        var sound = File.ReadAllBytes(DatabasePath);
        var expected = Snapshot(Store);
        var (refused, same, found) = (0, 0, 0);
        for (var seed = 0; seed < Mutants; seed++)
        {
            var path = Folder[$"{seed}.db"];
            File.WriteAllBytes(path, Mutate(sound, new Random(seed)));
            var store = new SqliteHistoryStore(path, new SqliteStoreOptions { OperationDeadline = TimeSpan.FromSeconds(5) });
            try
            {
                var snapshot = Snapshot(store);
                if (snapshot.SequenceEqual(expected))
                    same++;
                else
                {
                    Assert.False(IsConsistent(store), $"mutant {seed} says something else and its hashes agree");
                    found++;
                }
            }
            catch (StoreException exception)
            {
                Assert.Contains(exception.Code, Refusals);
                refused++;
            }
            File.Delete(path);
        }
        Assert.True(refused > 0 && same > 0 && found > 0, $"{refused} refused, {same} the same, {found} found out");
    }

    [Fact]
    public void A_damaged_history_takes_a_record_or_refuses_it()
    {
        for (var i = 0; i < 4; i++)
            Record(NewRun($"c{i}", $"c{i - 1}"), SessionOf(Coverage.File("src/a.cs", 1, (uint)i & 1, 0)));
        var sound = File.ReadAllBytes(DatabasePath);
        for (var seed = 0; seed < 100; seed++)
        {
            var path = Folder[$"{seed}.db"];
            File.WriteAllBytes(path, Mutate(sound, new Random(seed)));
            var store = new SqliteHistoryStore(path, new SqliteStoreOptions { OperationDeadline = TimeSpan.FromSeconds(5) });
            var run = NewRun($"d{seed}", "c3");
            try
            {
                store.Record(run, [SessionOf(Coverage.File("src/a.cs", 1, 1, 1))], None);
                Assert.Equal(new CoveredCount(3, 3), store.FindRun(run.Id, None)!.Coverage!.Value.Lines);
            }
            catch (StoreException exception)
            {
                Assert.Contains(exception.Code, Refusals);
            }
        }
    }

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

    private static byte[] Mutate(byte[] sound, Random random)
    {
        var mutant = (byte[])sound.Clone();
        switch (random.Next(5))
        {
            case 0:
                return mutant[..random.Next(mutant.Length)];
            case 1:
                random.NextBytes(mutant.AsSpan(random.Next(mutant.Length - 64), 64));
                return mutant;
            case 2:
                var (from, to) = (random.Next(mutant.Length / 4096) * 4096, random.Next(mutant.Length / 4096) * 4096);
                sound.AsSpan(from, 4096).CopyTo(mutant.AsSpan(to));
                return mutant;
            default:
                // Mostly where there is something: pages are half empty.
                for (var i = random.Next(1, 4); i > 0;)
                {
                    var at = random.Next(mutant.Length);
                    if (mutant[at] == 0 && random.Next(10) > 0)
                        continue;
                    mutant[at] ^= (byte)(1 << random.Next(8));
                    i--;
                }
                return mutant;
        }
    }

    /// <summary>Everything the store says, labels aside: they are the user's to change and no hash covers them.</summary>
    private static string[] Snapshot(SqliteHistoryStore store)
    {
        var runs = store.ListRuns(RunQuery.All, None);
        var modules = store.ListModuleTotals(RunQuery.All, None);
        return
        [
            .. runs.Select(run => $"{run.Run.Id} {run.Hash} {run.Sessions} {run.Coverage} {run.Tests} {run.Run.Key} {run.Run.RecordedAt:O} {run.Run.Status} {run.Run.Branch} "
                + $"{run.Run.Commit?.Sha} {string.Join(',', run.Run.Commit?.Parents ?? [])} {run.Run.IsDirty}"),
            .. runs.SelectMany(run => Coverage.Describe(store.LoadCoverage(run.Run.Id, null, None))),
            .. runs.SelectMany(run => store.LoadTests(run.Run.Id, None)).Select(test => test.ToString()),
            .. runs.SelectMany(run => store.ListSessions(run.Run.Id, None)).Select(session => session.ToString()),
            .. runs.SelectMany(run => modules[run.Run.Id].Select(module => $"{module.Key} {module.Value}")),
        ];
    }

    /// <summary>Whether hashes and totals follow from what is stored, and the index tells of the same runs as the table.</summary>
    private static bool IsConsistent(SqliteHistoryStore store) => store.ListRuns(RunQuery.All, None).All(run =>
    {
        var record = store.LoadRecord(run.Run.Id, None);
        if (record is null || run.Hash != Convert.ToHexStringLower(RunRecord.HashOf(record.ToText())))
            return false;
        var coverage = store.LoadCoverage(run.Run.Id, null, None);
        return run.Coverage == CoverageCounts.Of(coverage)
            && run.Tests == TestCounts.Of(store.LoadTests(run.Run.Id, None))
            && store.ListModuleTotals(RunQuery.All, None)[run.Run.Id].SequenceEqual(coverage.GroupBy(file => file.Module)
                .Select(module => KeyValuePair.Create(module.Key, CoverageCounts.Of(module))).OrderBy(module => module.Key, StringComparer.Ordinal))
            && store.ListSessions(run.Run.Id, None).All(session => session.Tests is not null
                && session.Coverage == CoverageCounts.Of(store.LoadSessionCoverage(run.Run.Id, session.Session.ContentHash, None)))
            && store.ListSessions(run.Run.Id, None).Aggregate(default(TestCounts), (sum, session) => sum is null ? session.Tests : sum + session.Tests!) == run.Tests;
    }) && store.ListRuns(RunQuery.All, None).Count == 3;
}
