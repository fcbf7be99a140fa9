using CoverageHistory.Model;

namespace CoverageHistory.Formats.Totals;

/// <summary>A line that one way of counting takes more often than once, or leaves out.</summary>
internal sealed record CountedOtherwise(TotalsCause Cause, string File, int Line, int LineCount, int BranchCount, IReadOnlyList<string> Names);

/// <summary>A producer's way of counting.</summary>
/// <param name="Causes">What makes it differ from counting each line once.</param>
/// <param name="Lines">What the report states beyond this way's count: 0 when this is its way.</param>
/// <param name="Branches">The same of branches.</param>
internal sealed record CountingWay(IReadOnlyList<CountedOtherwise> Causes, long Lines, long Branches);

/// <summary>
/// The ways producers make totals: of each assembly (a file's lines once in each), of each class, of each method, or of whatever they
/// list under classes.
/// </summary>
internal sealed class CountingWays
{
    private static readonly TotalsCause[] OfAssemblies = [TotalsCause.SeveralAssemblies];
    private static readonly TotalsCause[] OfClasses = [.. OfAssemblies, TotalsCause.SeveralClasses, TotalsCause.GeneratedClasses];
    private static readonly TotalsCause[] OfMethods = [.. OfClasses, TotalsCause.SeveralMethods];
    private static readonly TotalsCause[] OfLists = [.. OfClasses, TotalsCause.ListedTwice, TotalsCause.MethodOnly];

    private readonly List<CountedOtherwise> _causes = [];
    private readonly bool _hasLists;

    /// <param name="hasLists">Where the report lists a line under its class, and how often, is known.</param>
    public CountingWays(IReadOnlyList<LineMention> mentions, bool hasLists)
    {
        _hasLists = hasLists;
        var classesWithLists = mentions.Where(mention => mention.Method is null).Select(mention => (mention.Module, mention.Class, mention.File)).ToHashSet();
        foreach (var line in mentions.GroupBy(mention => (mention.File, mention.Line)))
        {
            var modules = line.GroupBy(mention => mention.Module).ToList();
            AddRepeated(TotalsCause.SeveralAssemblies, modules);
            foreach (var module in modules)
            {
                var classes = module.GroupBy(mention => mention.Class).ToList();
                AddRepeated(classes.Exists(type => IsGenerated(type.Key)) ? TotalsCause.GeneratedClasses : TotalsCause.SeveralClasses, classes);
                foreach (var type in classes)
                {
                    AddRepeated(TotalsCause.SeveralMethods, [.. type.Where(mention => mention.Method is not null).GroupBy(mention => mention.Method!)]);
                    AddListed(type, classesWithLists.Contains((module.Key, type.Key, line.Key.File)));
                }
            }
        }
    }

    /// <summary>The way that gives what is stated, or that comes nearest to it.</summary>
    public CountingWay FindBy(StatedTotals stated, CoverageCounts counted)
    {
        var lines = stated.Lines?.Total - counted.Lines.Total ?? 0;
        var branches = stated.Branches?.Total - counted.Branches.Total ?? 0;
        var ways = new List<CountingWay>();
        foreach (var causes in _hasLists ? new[] { OfAssemblies, OfClasses, OfLists, OfMethods } : [OfAssemblies, OfClasses, OfMethods])
        {
            var parts = _causes.Where(part => causes.Contains(part.Cause)).ToList();
            ways.Add(new CountingWay(parts,
                stated.Lines is null ? 0 : lines - parts.Sum(part => part.LineCount),
                stated.Branches is null ? 0 : branches - parts.Sum(part => part.BranchCount)));
        }
        return ways.MinBy(way => Math.Abs(way.Lines) + Math.Abs(way.Branches))!;
    }

    private void AddRepeated(TotalsCause cause, List<IGrouping<string, LineMention>> groups)
    {
        if (groups.Count < 2)
            return;
        var branches = groups.Select(group => group.Max(mention => mention.Branches)).ToList();
        var first = groups[0].First();
        _causes.Add(new CountedOtherwise(cause, first.File, first.Line, groups.Count - 1, branches.Sum() - branches.Max(), [.. groups.Select(group => group.Key)]));
    }

    private void AddListed(IGrouping<string, LineMention> type, bool classHasList)
    {
        var listed = type.Where(mention => mention.Method is null).ToList();
        var first = type.First();
        var most = type.Max(mention => mention.Branches);
        if (listed.Count > 1)
            _causes.Add(new CountedOtherwise(TotalsCause.ListedTwice, first.File, first.Line, listed.Count - 1, listed.Sum(mention => mention.Branches) - most, [type.Key]));
        else if (listed.Count == 0 && classHasList)
            _causes.Add(new CountedOtherwise(TotalsCause.MethodOnly, first.File, first.Line, -1, -most, [type.First().Method!]));
    }

    /// <summary>As <c>Order/&lt;Names&gt;d__10</c>, <c>Order.&lt;&gt;c</c> or <c>Order+&lt;&gt;c</c>.</summary>
    private static bool IsGenerated(string type) =>
        type.Contains("/<", StringComparison.Ordinal) || type.Contains(".<", StringComparison.Ordinal) || type.Contains("+<", StringComparison.Ordinal);
}
