using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CoverageHistory.Formats.Foreign;

/// <summary>The installed <c>dotnet-coverage</c>, which converts Microsoft's binary reports.</summary>
internal sealed class DotnetCoverage
{
    private const int ComplaintBytes = 4096;

    private readonly string _program;
    private readonly TimeSpan _limit;

    private DotnetCoverage(string program, TimeSpan limit)
    {
        _program = program;
        _limit = limit;
    }

    /// <summary>Null when it is in none of the folders.</summary>
    /// <param name="folders">As in the variable PATH.</param>
    /// <param name="limit">How long one conversion may take; null: 60 s.</param>
    public static DotnetCoverage? Find(string? folders, TimeSpan? limit = null)
    {
        var name = OperatingSystem.IsWindows() ? "dotnet-coverage.exe" : "dotnet-coverage";
        // Not from the current folder, which may be a stranger's repository.
        var program = (folders ?? "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return program is null ? null : new DotnetCoverage(program, limit ?? TimeSpan.FromSeconds(60));
    }

    /// <param name="input">In a folder that is ours alone; the result is written beside it.</param>
    /// <param name="path">Of the report, for errors.</param>
    /// <returns>The file it wrote, in Cobertura.</returns>
    /// <exception cref="ReportFormatException">It cannot convert this, or takes too long.</exception>
    public string Convert(string input, string path, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(input)!;
        var output = Path.Combine(folder, "converted.cobertura.xml");
        var start = new ProcessStartInfo(_program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var argument in (string[])["merge", "--output-format", "cobertura", "--output", output, input])
            start.ArgumentList.Add(argument);
        var complaint = Run(start, path, cancellation);
        if (complaint is null && File.Exists(output))
            return output;
        throw Fault(path, complaint ?? "that it wrote nothing");
    }

    /// <returns>What it complained of; null when it succeeded.</returns>
    private string? Run(ProcessStartInfo start, string path, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_limit);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return e.Message;
        }
        using (process)
        {
            process.StandardInput.Close();
            var output = InBackground(process.StandardOutput.BaseStream);
            var error = InBackground(process.StandardError.BaseStream);
            try
            {
                Task.WaitAll([output, error], deadline.Token);
                while (!process.WaitForExit(TimeSpan.FromMilliseconds(50)))
                    deadline.Token.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException)
            {
                Stop(process);
                cancellation.ThrowIfCancellationRequested();
                throw Fault(path, string.Create(CultureInfo.InvariantCulture, $"that it takes longer than {_limit.TotalSeconds:0.#} s"));
            }
            if (process.ExitCode == 0)
                return null;
            var said = $"{error.Result} {output.Result}".Trim();
            return string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}: {said}");
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, or the system will not let go of it; either way there is nothing left to stop.
        }
    }

    private ReportFormatException Fault(string path, string found) => new(path, null, $"a report that {_program} can convert", found);

    /// <summary>The beginning of what it prints; the rest is read for nothing, so that it is not held up.</summary>
    private static Task<string> InBackground(Stream stream) => Task.Factory.StartNew(
        () =>
        {
            var kept = new byte[ComplaintBytes];
            var length = stream.ReadAtLeast(kept, kept.Length, throwOnEndOfStream: false);
            var rest = new byte[ComplaintBytes];
            while (stream.Read(rest) > 0)
            {
            }
            return Encoding.UTF8.GetString(kept, 0, length);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
