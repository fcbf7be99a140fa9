using System.Globalization;
using System.Text.RegularExpressions;

namespace CoverageHistory.Reliability.FullDisks;

/// <summary>Records on a disk with less and less room, and again when there is room. What is not as it should be is thrown.</summary>
internal static partial class FullDiskWork
{
    private const int Step = 4096;

    /// <returns>A line a kind of attempt: how many were stored, how many refused, and the reasons given.</returns>
    public static IEnumerable<string> Run(string disk, int mostRoom, int step)
    {
        var old = Path.Combine(disk, "old.db");
        var store = StoreOf(old);
        var kept = new HashSet<string>();
        for (var number = 0; number < 5; number++)
            Keep(store, "before", number, kept);
        var attempts = new[] { "created", "recorded", "spooled" }.ToDictionary(name => name, _ => new List<string?>());
        for (var room = 0; room <= mostRoom; room += step)
        {
            var path = Path.Combine(disk, $"{room}", "new.db");
            using (new Ballast(disk, room))
                attempts["created"].Add(Attempt(StoreOf(path), "new", 0, []));
            // What a writer that had no room left behind must not be in the way.
            Keep(StoreOf(path), "later", 0, []);
            HistoryCheck.KeysOf(path);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

            using (new Ballast(disk, room))
                attempts["recorded"].Add(Attempt(store, "full", room, kept));
            using (var connection = HistoryCheck.Open(old))
            using (connection.BeginTransaction(deferred: false))
            using (new Ballast(disk, room))
                attempts["spooled"].Add(Attempt(store, "waiting", room, kept));
            Keep(store, "after", room, kept);
            var missing = kept.Except(HistoryCheck.KeysOf(old)).ToList();
            if (missing.Count > 0)
                throw new InvalidDataException($"{missing[0]} is lost");
        }
        return attempts.Select(attempt => Describe(attempt.Key, [.. attempt.Value.OfType<string>()], attempt.Value.Count));
    }

    private static string Describe(string name, List<string> refusals, int attempts) => string.Create(CultureInfo.InvariantCulture,
        $"{name}: {attempts - refusals.Count} stored, {refusals.Count} refused: {string.Join(" | ", refusals.Distinct())}");

    /// <summary>Null when it was acknowledged, else what was said.</summary>
    private static string? Attempt(SqliteHistoryStore store, string name, int number, HashSet<string> kept)
    {
        try
        {
            Keep(store, name, number, kept);
            return null;
        }
        catch (StoreException exception)
        {
            return UniqueName().Replace(exception.Message.Replace(Path.GetDirectoryName(store.Location)!, "", StringComparison.Ordinal), "*");
        }
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex UniqueName();

    private static void Keep(SqliteHistoryStore store, string name, int number, HashSet<string> kept)
    {
        Sample.Record(store, name, number);
        kept.Add(Sample.KeyOf(name, number));
    }

    private static SqliteHistoryStore StoreOf(string path) => new(path, new SqliteStoreOptions { LockDeadline = TimeSpan.Zero });

    /// <summary>A file that takes all the room but some.</summary>
    private sealed class Ballast : IDisposable
    {
        private readonly string _path;

        public Ballast(string disk, int room)
        {
            _path = Path.Combine(disk, "ballast");
            var page = new byte[Step];
            using var file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var free = new DriveInfo(disk).AvailableFreeSpace; free > room; free -= Step)
                file.Write(page);
        }

        public void Dispose() => File.Delete(_path);
    }
}
