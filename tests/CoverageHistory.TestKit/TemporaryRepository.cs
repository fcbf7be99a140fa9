using System.Diagnostics;
using System.Globalization;

namespace CoverageHistory.TestKit;

/// <summary>
/// A real git repository in a folder of its own, untouched by the configuration of the machine and the user. Author, committer and dates
/// are fixed (the first commit at <see cref="FirstCommitAt"/>, each next one a minute later), so object names are the same on every machine.
/// </summary>
public sealed class TemporaryRepository : IDisposable
{
    public static readonly DateTimeOffset FirstCommitAt = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] HookVariables =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_DEFAULT_HASH",
    ];

    private readonly TemporaryDirectory _directory = new();
    private int _commits;

    /// <param name="name">Folder name of the repository.</param>
    /// <param name="initArguments">More arguments for <c>git init</c>, such as <c>--object-format=sha256</c>.</param>
    public TemporaryRepository(string name = "repository", string branch = "main", params string[] initArguments)
    {
        Root = _directory[name];
        Environment = IsolatedEnvironment(_directory.CreateSubdirectory("home"));
        GitIn(_directory.Path, ["init", "--quiet", $"--initial-branch={branch}", .. initArguments, Root]);
    }

    /// <summary>The work tree; absolute, without links.</summary>
    public string Root { get; }

    /// <summary>The folder around the repository, for clones, linked work trees and whatever else a test needs beside it.</summary>
    public TemporaryDirectory Around => _directory;

    /// <summary>Variables to set (null: to remove) for every process that works on the repository.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>Absolute path of something below the work tree; nothing is created.</summary>
    public string this[string relativePath] => Path.Combine(Root, relativePath);

    /// <returns>The absolute path.</returns>
    public string Write(string relativePath, string content) => _directory.Write(Path.Combine(Root, relativePath), content);

    /// <summary>Commits everything that is in the work tree, or an empty commit.</summary>
    /// <returns>The commit's full object name.</returns>
    public string Commit(string subject = "Change something", DateTimeOffset? at = null)
    {
        Git("add", "--all");
        var date = (at ?? FirstCommitAt.AddMinutes(_commits)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        _commits++;
        Run(Root, ["commit", "--quiet", "--allow-empty", "--message", subject],
            [new("GIT_AUTHOR_DATE", date), new("GIT_COMMITTER_DATE", date)]);
        return Git("rev-parse", "HEAD");
    }

    /// <summary>Runs git at the root of the work tree.</summary>
    /// <returns>What it printed, without the last line break.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public string Git(params string[] arguments) => GitIn(Root, arguments);

    /// <inheritdoc cref="Git"/>
    public string GitIn(string directory, params string[] arguments) => Run(directory, arguments, []);

    /// <summary>Gives a child process the isolated environment.</summary>
    public void Isolate(ProcessStartInfo start)
    {
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
    }

    /// <summary>The environment of this process with <see cref="Environment"/> and <paramref name="more"/> on top (null: removed).</summary>
    public IReadOnlyDictionary<string, string> Variables(params (string Name, string? Value)[] more)
    {
        var start = new ProcessStartInfo();
        Isolate(start);
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        return start.Environment.Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Key, variable => variable.Value!);
    }

    public void Dispose() => _directory.Dispose();

    private string Run(string directory, string[] arguments, KeyValuePair<string, string?>[] environment)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // Submodules come from folders here, which git refuses by default since 2.38.1.
        foreach (var argument in (string[])["-c", "protocol.file.allow=always", .. arguments])
            start.ArgumentList.Add(argument);
        Isolate(start);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n', '\r')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed: {error.GetAwaiter().GetResult()}");
    }

    private static Dictionary<string, string?> IsolatedEnvironment(string home)
    {
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = home,
            ["XDG_CONFIG_HOME"] = null,
            ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_NAME"] = "A. Author",
            ["GIT_AUTHOR_EMAIL"] = "author@example.com",
            ["GIT_COMMITTER_NAME"] = "C. Committer",
            ["GIT_COMMITTER_EMAIL"] = "committer@example.com",
        };
        // Set while this very test runs inside a git hook, and then they mean another repository.
        foreach (var name in HookVariables)
            environment[name] = null;
        return environment;
    }
}
