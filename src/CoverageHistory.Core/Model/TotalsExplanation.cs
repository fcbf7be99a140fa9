namespace CoverageHistory.Model;

/// <summary>Why a report's own totals and those of its lines differ.</summary>
internal enum TotalsCause
{
    /// <summary>A file is compiled into several assemblies, and the report counts it in each.</summary>
    SeveralAssemblies,

    /// <summary>A line belongs to several classes, and the report counts it in each.</summary>
    SeveralClasses,

    /// <summary>The same, where the others are classes a compiler made: of lambdas, iterators and async methods.</summary>
    GeneratedClasses,

    /// <summary>A line belongs to several methods of a class: a lambda's, several constructors' field initializer.</summary>
    SeveralMethods,

    /// <summary>The report lists a line more than once in one place, and counts each.</summary>
    ListedTwice,

    /// <summary>A line is listed under a method and not under its class, and the report leaves it out of its totals.</summary>
    MethodOnly,

    /// <summary>Branches that the producer is known to count and not to list.</summary>
    UnlistedBranches,

    /// <summary>What none of the others accounts for.</summary>
    Unexplained,
}

/// <summary>A part of the difference between the totals a report states and those its lines give: one cause in one file.</summary>
/// <param name="Report">The report's path.</param>
/// <param name="File">Null for what is of no single file.</param>
/// <param name="Lines">The first lines it is about, ascending; at most 20.</param>
/// <param name="LineCount">How many lines the report states more than are counted; below 0: fewer.</param>
/// <param name="BranchCount">The same of branches.</param>
/// <param name="Names">The assemblies, classes or methods that share the lines; at most 5.</param>
internal sealed record TotalsExplanation(
    string Report, TotalsCause Cause, string? File, IReadOnlyList<int> Lines, long LineCount, long BranchCount, IReadOnlyList<string> Names);
