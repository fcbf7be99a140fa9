using System.Diagnostics;
using System.Globalization;

namespace CoverageHistory.Reliability;

/// <summary>This assembly as a program of its own. It says when it begins, then the key of each run once the store has acknowledged it.</summary>
internal static class Worker
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var path, var name, var count, var patience]:
                Write(path, name, Number(count), TimeSpan.FromMilliseconds(Number(patience)));
                return 0;
            case ["work", var path, var journal]:
                Work(path, new SqliteStoreOptions { LockDeadline = TimeSpan.Zero, AvoidWriteAheadLog = journal == "truncate" });
                return 0;
            case ["fill", var disk, var step]:
                foreach (var line in FullDisks.FullDiskWork.Run(disk, 512 << 10, Number(step)))
                    Say(line);
                return 0;
            default:
                Console.Error.WriteLine("write DATABASE NAME COUNT MILLISECONDS, work DATABASE wal|truncate, or fill FOLDER BYTES");
                return 2;
        }
    }

    /// <summary>Starts the program with the runtime that runs the tests.</summary>
    public static Process Start(params string[] arguments) => StartUnder([], arguments);

    /// <param name="before">A program that starts it, with its arguments.</param>
    public static Process StartUnder(string[] before, string[] arguments)
    {
        string[] all = [.. before, Environment.ProcessPath!, "exec",
            "--runtimeconfig", Path.ChangeExtension(typeof(Worker).Assembly.Location, ".runtimeconfig.json"),
            typeof(Worker).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(all[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in all[1..])
            start.ArgumentList.Add(argument);
        // As quick to start as may be, and one thread less to trace.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return Process.Start(start)!;
    }

    private static void Write(string path, string name, int count, TimeSpan patience)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions { LockDeadline = patience });
        Say("begin");
        for (var number = 0; number < count; number++)
        {
            Sample.Record(store, name, number);
            Say(Sample.KeyOf(name, number));
        }
    }

    /// <summary>A little of everything a writer meets: a new file, a reader in the way of its log, a lock, a spool, more than a page cache.</summary>
    private static void Work(string path, SqliteStoreOptions options)
    {
        var store = new SqliteHistoryStore(path, options);
        Record("first", 4);
        using (var connection = HistoryCheck.Open(path))
        {
            using (connection.BeginTransaction(deferred: false))
                Record("locked", 3);
            Record("freed", 1);
            Record("while the log cannot be put away", 3);
        }
        store.RecordAll(Enumerable.Range(0, 60).Select(number =>
            (Sample.RunOf("many", number), (IReadOnlyList<Session>)[Sample.SessionOf("many", number)])), CancellationToken.None);
        for (var number = 0; number < 60; number++)
            Say(Sample.KeyOf("many", number));
        Record("last", 3);

        void Record(string name, int count)
        {
            for (var number = 0; number < count; number++)
            {
                Sample.Record(store, name, number);
                Say(Sample.KeyOf(name, number));
            }
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
