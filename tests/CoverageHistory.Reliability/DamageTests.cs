using System.Diagnostics;
using CoverageHistory.Reliability.Damage;
using Xunit.Abstractions;

namespace CoverageHistory.Reliability;

public sealed class DamageTests(ITestOutputHelper output) : IDisposable
{
    private const long MostBytes = 512 << 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_flipped_bit_changes_nothing_or_is_refused_or_found_out_by_a_hash() =>
        Assert.NotEqual(0, Damage(Extent.Of(300, 3_000), FlipBit));

    [Fact]
    public void A_mutated_history_is_read_as_it_was_or_refused_or_found_out_within_time_and_memory() => Damage(Extent.Of(200, 2_000), Mutate);

    [Fact]
    public void A_mutated_history_takes_a_record_or_refuses_it()
    {
        var sound = SmallHistory.Create(_folder["sound.db"]);
        var (taken, refused) = (0, 0);
        for (var seed = 0; seed < Extent.Of(100, 2_000); seed++)
        {
            var store = Write(Mutate(sound, new Random(seed)));
            var run = SmallHistory.RunOf(SmallHistory.Runs);
            var watch = Stopwatch.StartNew();
            try
            {
                store.Record(run, [SmallHistory.SessionOf(100)], CancellationToken.None);
                Assert.Equal(new CoveredCount(2, 5), store.FindRun(run.Id, CancellationToken.None)!.Coverage!.Value.Lines);
                taken++;
            }
            catch (StoreException)
            {
                refused++;
            }
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, 3 * Deadline);
        }
        output.WriteLine($"{taken} taken, {refused} refused");
        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused");
    }

    /// <returns>How many were found out by hashes only.</returns>
    private int Damage(int count, Func<byte[], Random, byte[]> damage)
    {
        var sound = SmallHistory.Create(_folder["sound.db"]);
        var expected = Reading.Of(new SqliteHistoryStore(_folder["sound.db"], new SqliteStoreOptions()));
        Assert.True(Reading.IsConsistent(new SqliteHistoryStore(_folder["sound.db"], new SqliteStoreOptions()), SmallHistory.Runs));
        var (refused, same, found) = (0, 0, 0);
        for (var seed = 0; seed < count; seed++)
        {
            var store = Write(damage(sound, new Random(seed)));
            var (watch, allocated) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                var read = Reading.Of(store);
                if (read.SequenceEqual(expected))
                    same++;
                else
                {
                    Assert.False(Reading.IsConsistent(store, SmallHistory.Runs),
                        $"damage {seed} reads as {string.Join('\n', read.Except(expected))}\ninstead of {string.Join('\n', expected.Except(read))}\nand its hashes agree");
                    found++;
                }
            }
            catch (StoreException)
            {
                refused++;
            }
            // Each operation has the deadline, and there are some twenty.
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, 3 * Deadline);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, MostBytes);
        }
        output.WriteLine($"{count} damages: {same} changed nothing that is read, {refused} refused, {found} found out by hashes");
        Assert.True(refused > 0 && same > 0, $"{refused} refused, {same} the same");
        return found;
    }

    private SqliteHistoryStore Write(byte[] content)
    {
        var path = _folder["damaged.db"];
        foreach (var old in Directory.GetFiles(_folder.Path, "damaged.db*"))
            File.Delete(old);
        File.WriteAllBytes(path, content);
        return new SqliteHistoryStore(path, new SqliteStoreOptions { OperationDeadline = Deadline });
    }

    private static byte[] FlipBit(byte[] sound, Random random)
    {
        var damaged = (byte[])sound.Clone();
        int at;
        // Mostly where there is something: pages are half empty.
        do
            at = random.Next(damaged.Length);
        while (damaged[at] == 0 && random.Next(10) > 0);
        damaged[at] ^= (byte)(1 << random.Next(8));
        return damaged;
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
                for (var bits = random.Next(1, 4); bits > 0; bits--)
                    mutant = FlipBit(mutant, random);
                return mutant;
        }
    }
}
