using System.Diagnostics;
using System.Globalization;
using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>This assembly as a program of its own, which records or lists runs, or tells what reading a report loads.</summary>
internal static class StoreProcess
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var path, var name, var count]:
                Write(path, name, int.Parse(count, CultureInfo.InvariantCulture));
                return 0;
            case ["list", var path]:
                return List(path);
            case ["read", var path]:
                ReportFile.Read(path, ReadLimits.Default, CancellationToken.None);
                foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
                    Console.WriteLine(assembly.GetName().Name);
                return 0;
            default:
                Console.Error.WriteLine("write DATABASE NAME COUNT, list DATABASE, or read REPORT");
                return 2;
        }
    }

    /// <summary>Starts the program with the runtime that runs the tests.</summary>
    public static Process Start(params string[] arguments) => Start([], arguments);

    /// <param name="before">A program that starts it, with its arguments.</param>
    public static Process Start(string[] before, string[] arguments)
    {
        string[] all = [.. before, Environment.ProcessPath!, "exec",
            "--runtimeconfig", Path.ChangeExtension(typeof(StoreProcess).Assembly.Location, ".runtimeconfig.json"),
            typeof(StoreProcess).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(all[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in all[1..])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Coverage that differs from number to number.</summary>
    public static Session SessionOf(string name, int number) => new()
    {
        Name = name,
        ContentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. BitConverter.GetBytes(number), .. System.Text.Encoding.UTF8.GetBytes(name)])),
        Environment = new ExecutionEnvironment("CPU", 1, "os", "x64", ".NET"),
        Coverage = [.. Enumerable.Range(0, 20).Select(i => Coverage.File($"src/{name}/F{i:00}.cs", (uint)(number >> i & 1), 1, 0))],
        Tests = [new TestResult($"{name}.T", TestOutcome.Passed, TimeSpan.FromMicroseconds(number))],
    };

    public static Run RunOf(string name, int number) => new()
    {
        Id = Guid.CreateVersion7(),
        Key = string.Create(CultureInfo.InvariantCulture, $"{name} {number}"),
        RecordedAt = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000 + number),
        Branch = name,
    };

    /// <summary>Prints the key of each run once it is acknowledged.</summary>
    private static void Write(string path, string name, int count)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions { LockDeadline = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < count; i++)
        {
            var run = RunOf(name, i);
            var stored = store.Record(run, [SessionOf(name, i)], CancellationToken.None);
            Console.Out.WriteLine(stored.SpoolPath is null ? run.Key : $"spooled {run.Key}");
            Console.Out.Flush();
        }
    }

    private static int List(string path)
    {
        try
        {
            foreach (var run in new SqliteHistoryStore(path, new SqliteStoreOptions()).ListRuns(RunQuery.All, CancellationToken.None))
                Console.Out.WriteLine(run.Run.Key);
            return 0;
        }
        catch (StoreException exception)
        {
            Console.Out.WriteLine($"{exception.Code} {exception.Message}");
            return 4;
        }
    }
}
