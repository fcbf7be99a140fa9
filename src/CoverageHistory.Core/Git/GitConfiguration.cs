namespace CoverageHistory.Git;

/// <summary>The settings of git that matter here, read in one call. A key that is set twice has its last value, remotes their first URL.</summary>
internal sealed class GitConfiguration
{
    private const string Keys =
        @"^(remote\..*\.url|branch\..*\.remote|filter\..*|core\.worktree|submodule\..*\.(path|ignore)|diff\.ignoresubmodules)$";

    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _localFilters = [];
    private readonly List<string> _remotes = [];

    /// <summary>Names of the remotes that have a URL, in the order of the configuration.</summary>
    public IReadOnlyList<string> Remotes => _remotes;

    /// <summary>The <c>core.worktree</c> of the repository's own configuration; relative to git's folder, or null.</summary>
    public string? WorkTree { get; private set; }

    /// <summary>Null when it is not set.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>
    /// Settings that switch off the content filters (<c>filter.*.clean</c>) that the repository itself configures: <c>git status</c>
    /// would run them. Filters of the user and the system, such as Git LFS, go on.
    /// </summary>
    public IReadOnlyDictionary<string, string> WithoutLocalFilters
    {
        get
        {
            var settings = new Dictionary<string, string>();
            foreach (var name in _localFilters)
            {
                settings[$"filter.{name}.clean"] = "";
                settings[$"filter.{name}.smudge"] = "";
                settings[$"filter.{name}.process"] = "";
                settings[$"filter.{name}.required"] = "false";
            }
            return settings;
        }
    }

    public static GitCommand Start(GitProgram git, string directory) =>
        git.Start(directory, "config", "-z", "--show-scope", "--get-regexp", Keys);

    /// <param name="file">A file with the same syntax, such as <c>.gitmodules</c>; nothing it includes is read.</param>
    public static GitCommand StartFile(GitProgram git, string directory, string file) =>
        git.Start(directory, "config", "-z", "--show-scope", "--file", file, "--get-regexp", Keys);

    /// <summary>Of git's answer; nothing is set when git found nothing.</summary>
    public static GitConfiguration Parse(GitOutput output)
    {
        var configuration = new GitConfiguration();
        var parts = output.Text.Split('\0');
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            var (scope, setting) = (parts[i], parts[i + 1]);
            var end = setting.IndexOf('\n', StringComparison.Ordinal);
            // A key without "=" has no value; git takes it for true.
            var (key, value) = end < 0 ? (setting, "true") : (setting[..end], setting[(end + 1)..]);
            configuration.Add(scope, key, value);
        }
        return configuration;
    }

    /// <summary>The subsection of a key of three parts, which may hold dots: <c>remote.a.b.url</c> gives <c>a.b</c>.</summary>
    internal static string Subsection(string key) => key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..key.LastIndexOf('.')];

    /// <summary>Keys and values whose key is <c>section.*.name</c>.</summary>
    public IEnumerable<(string Subsection, string Value)> List(string section, string name) =>
        from pair in _values
        where pair.Key.StartsWith($"{section}.", StringComparison.Ordinal)
            && pair.Key.EndsWith($".{name}", StringComparison.Ordinal)
            && pair.Key.Length > section.Length + name.Length + 1
        select (Subsection(pair.Key), pair.Value);

    private void Add(string scope, string key, string value)
    {
        var isLocal = scope is "local" or "worktree";
        if (key.StartsWith("filter.", StringComparison.Ordinal))
        {
            if (isLocal && key.Count(c => c == '.') > 1)
                _localFilters.Add(Subsection(key));
            return;
        }
        if (key == "core.worktree")
        {
            if (scope == "local")
                WorkTree = value;
            return;
        }
        if (key.StartsWith("remote.", StringComparison.Ordinal))
        {
            if (!_values.TryAdd(key, value))
                return;
            _remotes.Add(Subsection(key));
            return;
        }
        _values[key] = value;
    }
}
