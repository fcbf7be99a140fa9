using System.Diagnostics;
using System.Globalization;

namespace CoverageHistory.Git;

/// <summary>
/// The installed git and the environment it runs in. Whatever the configuration of a repository says, git started from here asks
/// nothing, writes nothing, reaches no network and starts no program that the repository names.
/// </summary>
internal sealed class GitProgram
{
    /// <summary>What <c>git rev-parse --local-env-vars</c> lists, without the variables that carry configuration.</summary>
    private static readonly string[] RepositoryVariables =
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
        "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ];

    private static readonly string[] SafeOptions =
    [
        "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never",
    ];

    /// <summary>Of the commits of an exchange: who recorded a run is not said.</summary>
    private static readonly (string, string)[] Authorship =
    [
        ("GIT_AUTHOR_NAME", "coverage-history"), ("GIT_AUTHOR_EMAIL", "coverage-history@localhost"),
        ("GIT_COMMITTER_NAME", "coverage-history"), ("GIT_COMMITTER_EMAIL", "coverage-history@localhost"),
    ];

    private readonly string _path;
    private readonly Dictionary<string, string> _variables;
    private readonly TimeSpan _limit;

    private GitProgram(string path, Dictionary<string, string> variables, TimeSpan limit)
    {
        _path = path;
        _variables = variables;
        _limit = limit;
    }

    /// <summary>Null when git is not on the PATH of <paramref name="variables"/>.</summary>
    /// <param name="limit">How long one command may take; null: 20 s.</param>
    public static GitProgram? Find(IReadOnlyDictionary<string, string> variables, TimeSpan? limit = null)
    {
        // Windows would look in the current folder first; a repository that brings a git.exe along must not have it run.
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        var path = (variables.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);
        return path is null ? null : new GitProgram(path, SafeVariables(variables), limit ?? TimeSpan.FromSeconds(20));
    }

    /// <summary>
    /// Without the variables that name a repository. Git sets them for its hooks, relative to the top of the work tree or without it, so
    /// that they are wrong anywhere else; a hook's own repository is found from the folder just as well.
    /// </summary>
    public GitProgram WithoutRepositoryVariables()
    {
        var variables = new Dictionary<string, string>(_variables, _variables.Comparer);
        foreach (var name in RepositoryVariables)
            variables.Remove(name);
        return new GitProgram(_path, variables, _limit);
    }

    /// <summary>With settings that win over every configuration file.</summary>
    public GitProgram WithSettings(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.Count == 0)
            return this;
        // As variables, not as -c: a subsection may hold "=", where -c would end the key.
        var variables = new Dictionary<string, string>(_variables, _variables.Comparer);
        _ = int.TryParse(variables.GetValueOrDefault("GIT_CONFIG_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        foreach (var (key, value) in settings)
        {
            variables[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{count}")] = key;
            variables[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{count}")] = value;
            count++;
        }
        variables["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        return new GitProgram(_path, variables, _limit);
    }

    /// <summary>
    /// For one that may reach the network, in the repository <paramref name="gitDirectory"/>, with no settings but those given: neither the
    /// user's nor the system's files are read again.
    /// </summary>
    /// <param name="settings">In their order; a key may come several times.</param>
    /// <param name="limit">How long one command may take.</param>
    public GitProgram ForExchange(string gitDirectory, IEnumerable<(string Key, string Value)> settings, TimeSpan limit)
    {
        var program = WithoutRepositoryVariables();
        var variables = program._variables;
        foreach (var name in variables.Keys.Where(name => name.StartsWith("GIT_CONFIG", StringComparison.Ordinal)).ToArray())
            variables.Remove(name);
        var count = 0;
        foreach (var (key, value) in settings)
        {
            variables[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{count}")] = key;
            variables[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{count}")] = value;
            count++;
        }
        variables["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        variables["GIT_CONFIG_NOSYSTEM"] = "1";
        variables["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        variables["GIT_DIR"] = gitDirectory;
        variables["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh";
        // Nobody is there to answer: not at the terminal, not at a window. An ssh that some other program starts asks one that says no.
        variables["GIT_ASKPASS"] = "";
        variables["SSH_ASKPASS"] = "false";
        variables["SSH_ASKPASS_REQUIRE"] = "force";
        variables["GIT_SSH_COMMAND"] = SshCommand.Of(variables, Last("core.sshcommand"), Last("ssh.variant"));
        variables["GCM_INTERACTIVE"] = "never";
        foreach (var (name, value) in Authorship)
            variables[name] = value;
        return new GitProgram(_path, variables, limit);

        string? Last(string key) => settings.LastOrDefault(setting => setting.Key == key).Value;
    }

    /// <exception cref="GitException">Git could not be started.</exception>
    public GitCommand Start(string directory, string command, params IEnumerable<string> arguments) =>
        Start(directory, input: null, command, arguments);

    /// <param name="input">Writes what git reads, on a thread of its own; it may end early with an <see cref="IOException"/> when git does.</param>
    /// <exception cref="GitException">Git could not be started.</exception>
    public GitCommand Start(string directory, Action<Stream>? input, string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(_path)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var argument in SafeOptions.Append(command).Concat(arguments))
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        return GitCommand.Start(command, start, _limit, input);
    }

    private static Dictionary<string, string> SafeVariables(IReadOnlyDictionary<string, string> variables)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var safe = new Dictionary<string, string>(variables, comparer)
        {
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            // A partial clone fetches missing objects by itself; the list of allowed transports stops git before 2.45, too.
            ["GIT_NO_LAZY_FETCH"] = "1",
            ["GIT_ALLOW_PROTOCOL"] = "none",
            ["LC_ALL"] = "C",
            // Into a pipe git writes each commit by itself, and wakes the reader for it.
            ["GIT_FLUSH"] = "0",
        };
        // Git trusts PWD over the folder it is started in where both are the same folder by another name.
        safe.Remove("PWD");
        return safe;
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != 0);
    }
}
