using System.Collections;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool;

/// <summary>What surrounds one invocation: streams, terminal, folder, clock.</summary>
internal sealed record ToolHost
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>What an output can show, given whether colour was declined.</summary>
    public required Func<bool, TerminalTraits> OutputTraits { get; init; }

    public required Func<bool, TerminalTraits> ErrorTraits { get; init; }

    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Asks the person at the terminal and returns the answer; null where nobody can answer.</summary>
    public Func<string?>? ReadAnswer { get; init; }

    /// <summary>Absolute.</summary>
    public required string Directory { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The real one.</summary>
    public static ToolHost OfProcess()
    {
        var encoding = ConsoleEncoding.ForDrawing();
        return new ToolHost
        {
            // The console's own writers flush at every write.
            Output = new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 16_384),
            Error = new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true },
            OutputTraits = noColor => TerminalTraits.Detect(Console.IsOutputRedirected, noColor, encoding),
            ErrorTraits = noColor => TerminalTraits.Detect(Console.IsErrorRedirected, noColor, encoding),
            OpenInput = Console.OpenStandardInput,
            ReadAnswer = Console.IsInputRedirected || Console.IsOutputRedirected ? null : Console.ReadLine,
            Directory = Environment.CurrentDirectory,
            Variables = ProcessVariables(),
        };
    }

    private static Dictionary<string, string> ProcessVariables()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }
}
