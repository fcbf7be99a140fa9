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

    /// <exception cref="GitException">Git could not be started.</exception>
    public GitCommand Start(string directory, string command, params IEnumerable<string> arguments)
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
        return GitCommand.Start(command, start, _limit);
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
