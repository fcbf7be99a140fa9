using System.Text;
using System.Text.RegularExpressions;
using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>
/// Gives benchmarks that were renamed the names they have now, so that their series go on. Names are whole, such as
/// <c>Shop.CartBenchmarks.Add(count: 10)</c>, jobs stay; each * of the old name stands for any text, which the * in the same place of the
/// new one takes over.
/// </summary>
internal sealed class BenchmarkRename
{
    private const string Arrow = " => ";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Regex _pattern;
    private readonly string[] _parts;

    /// <exception cref="FormatException">A name is empty, or the new one has more * than the old one.</exception>
    public BenchmarkRename(string old, string @new)
    {
        (Old, New) = (old.Trim(), @new.Trim());
        _parts = New.Split('*');
        if (Old.Length == 0 || New.Length == 0)
            throw new FormatException($"a rename needs both names, such as Shop.Old.*{Arrow}Shop.New.*");
        if (_parts.Length > Old.Split('*').Length)
            throw new FormatException($"'{New}' has more * than '{Old}', so nothing is there to take over");
        _pattern = new Regex("^" + string.Join("(.*)", Old.Split('*').Select(Regex.Escape)) + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking, Longest);
    }

    public string Old { get; }

    public string New { get; }

    /// <summary>As it stands in the configuration.</summary>
    public override string ToString() => Old + Arrow + New;

    /// <exception cref="FormatException">It is not one.</exception>
    public static BenchmarkRename Parse(string text) => text.Split(Arrow) is [var old, var @new]
        ? new BenchmarkRename(old, @new)
        : throw new FormatException($"'{text}' is no rename such as Shop.Old.*{Arrow}Shop.New.*");

    /// <summary>The name now; null when this is about others.</summary>
    public string? Apply(string name)
    {
        var match = _pattern.Match(name);
        if (!match.Success)
            return null;
        var renamed = new StringBuilder(_parts[0]);
        for (var i = 1; i < _parts.Length; i++)
            renamed.Append(match.Groups[i].Value).Append(_parts[i]);
        return renamed.ToString();
    }

    /// <summary>The benchmark under its name of today, after all renames in their order.</summary>
    public static Benchmark Apply(IReadOnlyList<BenchmarkRename> renames, Benchmark benchmark)
    {
        var (before, name) = (benchmark.Name, benchmark.Name);
        foreach (var rename in renames)
            name = rename.Apply(name) ?? name;
        return name == before ? benchmark : Named(name, benchmark.Job);
    }

    /// <summary>The parts of a whole name: parameters begin at the first parenthesis, the method after the last dot before it.</summary>
    public static Benchmark Named(string name, string job)
    {
        var open = name.EndsWith(')') ? name.IndexOf('(', StringComparison.Ordinal) : -1;
        var parameters = open < 0 ? "" : name[(open + 1)..^1];
        var path = open < 0 ? name : name[..open];
        var method = path.LastIndexOf('.') is >= 0 and var dot ? dot : -1;
        var type = method <= 0 ? -1 : path.LastIndexOf('.', method - 1);
        return new Benchmark(
            type < 0 ? "" : path[..type],
            method < 0 ? "" : path[(type + 1)..method],
            path[(method + 1)..] is { Length: > 0 } last ? last : path,
            parameters,
            job);
    }
}
