using System.Diagnostics;
using System.Globalization;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

/// <summary>The tool as a process of its own: what a script sees.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "--version")]
    [InlineData(0, "--help")]
    [InlineData(0, "show")]
    [InlineData(0, "runs", "list", "--format", "json")]
    [InlineData(2, "shwo")]
    [InlineData(2, "record", "missing.xml")]
    [InlineData(2, "record", "broken.xml")]
    [InlineData(3, "report", "--type", "html")]
    [InlineData(4, "show", "--db", "broken.xml")]
    public void The_exit_code_is_that_of_the_contract(int expected, params string[] arguments)
    {
        _folder.Write("broken.xml", "<coverage> is not finished, and is long enough to be taken for a database: one hundred bytes are needed for that");

        var (code, output, error) = Run(arguments);

        Assert.True(code == expected, $"{code}: {error}");
        Assert.Equal(expected == 0, error.Length == 0);
        Assert.Equal(expected != 0, output.Length == 0);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>dotnet-coverage itself cannot be had here, so a program of its name stands in for it.</summary>
    [UnixFact]
    public void A_binary_report_is_converted_by_the_program_on_the_path()
    {
        var reports = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "reports", "microsoft");
        var program = _folder.Write("bin/dotnet-coverage", $"#!/bin/sh\ncp '{reports}/coverage.cobertura.xml' \"$5\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (code, output, error) = Run(["record", $"{reports}/binary.coverage", "--format", "json"],
            start => start.Environment["PATH"] = $"{_folder["bin"]}:{start.Environment["PATH"]}");

        Assert.True(code == 0, error);
        Assert.Contains("\"format\": \"microsoft-binary\"", output, StringComparison.Ordinal);
        Assert.Contains("\"coverable\": 92", output, StringComparison.Ordinal);
    }

    /// <summary>OpenSSL takes 5 MiB and 4 ms to load, a tenth of the memory that recording a large report takes.</summary>
    [GlibcFact]
    public void Recording_does_not_load_the_systems_cryptography()
    {
        var report = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "reports", "coverlet", "coverage.cobertura.xml");

        var (code, _, error) = Run(["record", report], start =>
        {
            start.Environment["LD_DEBUG"] = "files";
            start.Environment["LD_DEBUG_OUTPUT"] = _folder["loaded"];
        });

        Assert.True(code == 0, error);
        // git, which is asked as well, has a file of its own.
        var loaded = Directory.EnumerateFiles(_folder.Path, "loaded.*").Select(File.ReadAllText)
            .Single(text => text.Contains("libcoreclr", StringComparison.Ordinal));
        Assert.Contains("e_sqlite3", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenSsl", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("libcrypto", loaded, StringComparison.Ordinal);
    }

    [Fact]
    public void Through_a_pipe_the_trend_has_no_colour_and_is_utf8()
    {
        SampleHistory.WriteTo(new SqliteHistoryStore(_folder[".coverage-history/history.db"], new SqliteStoreOptions()), 3);

        var (code, output, _) = Run("show");

        Assert.Equal(0, code);
        Assert.DoesNotContain('\e', output);
        Assert.Contains("▲", output, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_locale_C_the_trend_is_ascii()
    {
        SampleHistory.WriteTo(new SqliteHistoryStore(_folder[".coverage-history/history.db"], new SqliteStoreOptions()), 3);

        var (_, output, _) = Run(["show"], start => start.Environment["LC_ALL"] = "C");

        Assert.All(output.ReplaceLineEndings("\n"), c => Assert.InRange(c, '\n', '~'));
    }

    [Fact]
    public void A_reader_that_stops_reading_is_no_error()
    {
        SampleHistory.WriteTo(new SqliteHistoryStore(_folder[".coverage-history/history.db"], new SqliteStoreOptions()), 200);
        using var process = Process.Start(Start(["report", "--type", "json"]))!;
        process.StandardOutput.BaseStream.ReadByte();
        process.StandardOutput.Close();

        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal("", error);
    }

    [UnixFact]
    public void An_interrupt_ends_it_with_130_and_leaves_nothing_behind()
    {
        var temporary = _folder.CreateSubdirectory("temporary");
        var start = Start(["record", "--stdin"]);
        start.RedirectStandardInput = true;
        start.Environment["TMPDIR"] = temporary;
        using var process = Process.Start(start)!;
        // It waits for its input, which never comes, once it has a file to put it in.
        while (!process.HasExited && !Directory.EnumerateFiles(temporary, "coverage-history-*").Any())
            Thread.Sleep(20);

        using var kill = Process.Start(new ProcessStartInfo("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))!;
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            process.Kill();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal((130, "error: cancelled\n"), (process.ExitCode, error));
        Assert.Empty(Directory.EnumerateFiles(temporary, "coverage-history-*"));
        Assert.False(Directory.Exists(_folder[".coverage-history"]));
    }

    private (int Code, string Output, string Error) Run(params string[] arguments) => Run(arguments, _ => { });

    private (int Code, string Output, string Error) Run(string[] arguments, Action<ProcessStartInfo> change)
    {
        var start = Start(arguments);
        change(start);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dotnet-coverage-trend.dll"), .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var name in (string[])["LC_ALL", "LC_CTYPE", "LANG", "COVERAGE_HISTORY_DB"])
            start.Environment.Remove(name);
        return start;
    }
}
