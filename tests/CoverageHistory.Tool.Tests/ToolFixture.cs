using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests;

/// <summary>A folder of its own, and the tool run in it within this process.</summary>
public abstract class ToolFixture : IDisposable
{
    private static readonly ConcurrentDictionary<int, Lazy<byte[]>> Samples = new();

    protected TemporaryDirectory Folder { get; } = new();

    protected string DatabasePath => Folder[".coverage-history/history.db"];

    private protected SqliteHistoryStore Store => new(DatabasePath, new SqliteStoreOptions());

    /// <summary>What the person at the terminal answers; null: there is nobody.</summary>
    protected string? Answer { get; set; }

    protected string Input { get; set; } = "";

    protected TimeProvider Clock { get; set; } = new FixedClock(new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    /// <summary>Without what the machine's CI system says of itself.</summary>
    protected Dictionary<string, string> Variables { get; } = new() { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Without colour, as wide as it needs, as in a pipe.</summary>
    private protected ToolResult Run(params string[] arguments) => Run(new TerminalTraits(100, HasColor: false, IsUnicode: true, IsPlain: true), arguments);

    private protected ToolResult Run(TerminalTraits traits, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new ToolHost
        {
            Output = output,
            Error = error,
            OutputTraits = noColor => traits with { HasColor = traits.HasColor && !noColor },
            ErrorTraits = _ => new TerminalTraits(100, HasColor: false, IsUnicode: true, IsPlain: true),
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            ReadAnswer = Answer is null ? null : () => Answer,
            Directory = Folder.Path,
            Variables = Variables,
            Clock = Clock,
        };
        var code = Application.Run(arguments, host, CancellationToken.None);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Puts the sample history into the folder; it is made once a process.</summary>
    private protected void WriteSample(int runs)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        File.WriteAllBytes(DatabasePath, Samples.GetOrAdd(runs, _ => new(() =>
        {
            using var folder = new TemporaryDirectory();
            SampleHistory.WriteTo(new SqliteHistoryStore(folder["sample.db"], new SqliteStoreOptions()), runs);
            return File.ReadAllBytes(folder["sample.db"]);
        })).Value);
    }
}

internal sealed record ToolResult(int Code, string Output, string Error)
{
    /// <summary>Standard output as JSON, after the exit code was checked.</summary>
    public JsonElement Json()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Error}");
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
