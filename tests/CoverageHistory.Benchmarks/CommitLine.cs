using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CoverageHistory.Benchmarks;

/// <summary>A repository whose branch is a line of so many commits, a minute apart.</summary>
internal static class CommitLine
{
    /// <returns>Their object names, oldest first.</returns>
    public static string[] Make(string folder, int commits)
    {
        if (!Directory.Exists(Path.Combine(folder, ".git")))
        {
            Directory.CreateDirectory(folder);
            Git(folder, "", "init", "--quiet", "--initial-branch=main");
            var text = new StringBuilder();
            for (var i = 0; i < commits; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{i + 1}\ncommitter A <a@example.com> {60 * i} +0000\ndata 6\nChange\n");
                text.Append(i == 0 ? "\n" : string.Create(CultureInfo.InvariantCulture, $"from :{i}\n\n"));
            }
            Git(folder, text.ToString(), "fast-import", "--quiet");
        }
        return Git(folder, "", "rev-list", "--reverse", "--first-parent", "main").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Git(string folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
