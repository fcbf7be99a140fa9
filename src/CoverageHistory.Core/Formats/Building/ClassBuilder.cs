using System.Runtime.InteropServices;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Collects the methods of a class that stand in one file. Methods with the same name and signature are one.</summary>
internal sealed class ClassBuilder(string name)
{
    private readonly List<MethodCoverage> _methods = [];

    public string Name { get; } = name;

    /// <param name="lines">In any order, with repetitions.</param>
    public void AddMethod(string method, string signature, int? complexity, List<int> lines) =>
        _methods.Add(new MethodCoverage(method, signature, complexity, Distinct(lines)));

    public ClassCoverage Build() => new(Name, HasRepetition() ? Unite() : _methods.ToArray());

    private bool HasRepetition()
    {
        if (_methods.Count > 16)
        {
            var seen = new HashSet<string>(_methods.Count, StringComparer.Ordinal);
            return !_methods.TrueForAll(method => seen.Add(method.Name + '\0' + method.Signature));
        }
        for (var i = 1; i < _methods.Count; i++)
        {
            for (var other = 0; other < i; other++)
            {
                if (_methods[i].Name == _methods[other].Name && _methods[i].Signature == _methods[other].Signature)
                    return true;
            }
        }
        return false;
    }

    private MethodCoverage[] Unite() =>
    [
        .. _methods.GroupBy(method => (method.Name, method.Signature), (key, same) =>
        {
            var all = same.ToList();
            return all.Count == 1 ? all[0] : new MethodCoverage(
                key.Name, key.Signature, all.Max(method => method.Complexity), Distinct([.. all.SelectMany(method => method.Lines)]));
        }),
    ];

    private static int[] Distinct(List<int> lines)
    {
        var numbers = CollectionsMarshal.AsSpan(lines);
        for (var i = 1; i < numbers.Length; i++)
        {
            if (numbers[i - 1] >= numbers[i])
                return [.. lines.Distinct().Order()];
        }
        return numbers.ToArray();
    }
}
