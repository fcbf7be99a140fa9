namespace CoverageHistory.Model;

/// <summary>
/// Unites coverage of the same file: by line number with hits added (saturating), outcomes by identity, counted branches by the line's
/// maximum. Contents that differ give the unknown one. Commutative and associative; idempotent in everything but hit counts.
/// </summary>
internal static class CoverageUnion
{
    /// <summary>One entry per (module, path), ordered by module, then path, ordinally.</summary>
    public static IReadOnlyList<FileCoverage> ByModuleAndPath(IEnumerable<FileCoverage> files) =>
        Unite(files, file => file.Module + '\0' + file.Path.Value, (left, right) =>
        {
            var byModule = string.CompareOrdinal(left.Module, right.Module);
            return byModule != 0 ? byModule : left.Path.CompareTo(right.Path);
        });

    /// <summary>One entry per path whatever the module (the module of the first one stays), ordered by path.</summary>
    public static IReadOnlyList<FileCoverage> ByPath(IEnumerable<FileCoverage> files) =>
        Unite(files, file => file.Path.Value, (left, right) => left.Path.CompareTo(right.Path));

    /// <summary>One entry per path whatever the module, in no order.</summary>
    internal static IReadOnlyList<FileCoverage> OnceEach(IEnumerable<FileCoverage> files) => UniteEqual(files, file => file.Path.Value);

    /// <summary>The union of two entries; path and module are the left one's.</summary>
    public static FileCoverage Of(FileCoverage left, FileCoverage right)
    {
        var outcomes = UniteOutcomes(left.Outcomes, right.Outcomes);
        var lines = UniteLines(left.Lines, right.Lines);
        if (outcomes.Length > 0)
            RecountBranches(lines, outcomes);
        return new FileCoverage
        {
            Path = left.Path,
            Module = left.Module,
            Content = left.Content == right.Content ? left.Content : default,
            Lines = lines,
            Outcomes = outcomes,
            Classes = UniteClasses(left.Classes, right.Classes),
        };
    }

    private static List<FileCoverage> Unite(IEnumerable<FileCoverage> files, Func<FileCoverage, string> keyOf, Comparison<FileCoverage> order)
    {
        // What comes from a reader or a store is in order mostly, and then each is there once.
        var given = files.ToList();
        if (IsAscending(given, order))
            return given;
        var united = UniteEqual(given, keyOf);
        united.Sort(order);
        return united;
    }

    private static bool IsAscending(List<FileCoverage> files, Comparison<FileCoverage> order)
    {
        for (var i = 1; i < files.Count; i++)
        {
            if (order(files[i - 1], files[i]) >= 0)
                return false;
        }
        return true;
    }

    private static List<FileCoverage> UniteEqual(IEnumerable<FileCoverage> files, Func<FileCoverage, string> keyOf)
    {
        _ = files.TryGetNonEnumeratedCount(out var count);
        var byKey = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var united = new List<FileCoverage>(count);
        foreach (var file in files)
        {
            var key = keyOf(file);
            if (byKey.TryAdd(key, united.Count))
                united.Add(file);
            else
            {
                var at = byKey[key];
                united[at] = Of(united[at], file);
            }
        }
        return united;
    }

    private static LineCoverage[] UniteLines(LineCoverage[] left, LineCoverage[] right)
    {
        var united = new List<LineCoverage>(Math.Max(left.Length, right.Length));
        int l = 0, r = 0;
        while (l < left.Length || r < right.Length)
        {
            if (r == right.Length || (l < left.Length && left[l].Number < right[r].Number))
                united.Add(left[l++]);
            else if (l == left.Length || right[r].Number < left[l].Number)
                united.Add(right[r++]);
            else
                united.Add(Of(left[l++], right[r++]));
        }
        return [.. united];
    }

    private static LineCoverage Of(LineCoverage left, LineCoverage right) => new(
        left.Number,
        Saturate((ulong)left.Hits + right.Hits),
        Math.Max(left.BranchesCovered, right.BranchesCovered),
        Math.Max(left.BranchesTotal, right.BranchesTotal));

    private static BranchOutcome[] UniteOutcomes(BranchOutcome[] left, BranchOutcome[] right)
    {
        if (left.Length == 0 || right.Length == 0)
            return left.Length == 0 ? right : left;
        var united = new List<BranchOutcome>(Math.Max(left.Length, right.Length));
        int l = 0, r = 0;
        while (l < left.Length || r < right.Length)
        {
            var order = l == left.Length ? 1 : r == right.Length ? -1 : left[l].CompareTo(right[r]);
            if (order < 0)
                united.Add(left[l++]);
            else if (order > 0)
                united.Add(right[r++]);
            else
            {
                united.Add(left[l] with { Hits = Saturate((ulong)left[l].Hits + right[r].Hits) });
                l++;
                r++;
            }
        }
        return [.. united];
    }

    /// <summary>
    /// Raises the branch counts of every line that has outcomes to the counts of its outcomes; of outcomes in several spaces the higher
    /// counts, since they are the same ones named differently.
    /// </summary>
    internal static void RecountBranches(LineCoverage[] lines, BranchOutcome[] outcomes)
    {
        Span<int> covered = stackalloc int[BranchOutcome.Spaces], total = stackalloc int[BranchOutcome.Spaces];
        var at = 0;
        for (var i = 0; i < lines.Length && at < outcomes.Length; i++)
        {
            while (at < outcomes.Length && outcomes[at].Line < lines[i].Number)
                at++;
            if (at == outcomes.Length || outcomes[at].Line != lines[i].Number)
                continue;
            covered.Clear();
            total.Clear();
            for (; at < outcomes.Length && outcomes[at].Line == lines[i].Number; at++)
            {
                total[outcomes[at].Space]++;
                if (outcomes[at].Hits > 0)
                    covered[outcomes[at].Space]++;
            }
            for (var space = 0; space < BranchOutcome.Spaces; space++)
            {
                lines[i] = lines[i] with
                {
                    BranchesCovered = Math.Max(lines[i].BranchesCovered, (ushort)Math.Min(covered[space], ushort.MaxValue)),
                    BranchesTotal = Math.Max(lines[i].BranchesTotal, (ushort)Math.Min(total[space], ushort.MaxValue)),
                };
            }
        }
    }

    private static IReadOnlyList<ClassCoverage> UniteClasses(IReadOnlyList<ClassCoverage> left, IReadOnlyList<ClassCoverage> right)
    {
        if (left.Count == 0 || right.Count == 0 || ReferenceEquals(left, right))
            return left.Count == 0 ? right : left;
        var united = left.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var type in right)
        {
            united[type.Name] = united.TryGetValue(type.Name, out var known)
                ? new ClassCoverage(type.Name, UniteMethods(known.Methods, type.Methods))
                : type;
        }
        return [.. united.Values.OrderBy(type => type.Name, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<MethodCoverage> UniteMethods(IReadOnlyList<MethodCoverage> left, IReadOnlyList<MethodCoverage> right)
    {
        var united = new Dictionary<(string, string), MethodCoverage>();
        foreach (var method in left.Concat(right))
        {
            var key = (method.Name, method.Signature);
            united[key] = united.TryGetValue(key, out var known)
                ? method with
                {
                    Complexity = Max(known.Complexity, method.Complexity),
                    Lines = [.. known.Lines.Union(method.Lines).Order()],
                }
                : method;
        }
        return [.. united.Values];
    }

    private static int? Max(int? left, int? right) => left is null || right > left ? right : left;

    private static uint Saturate(ulong hits) => (uint)Math.Min(hits, uint.MaxValue);
}
