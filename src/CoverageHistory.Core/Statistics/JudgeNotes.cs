namespace CoverageHistory.Statistics;

/// <summary>What is to be known beside a verdict.</summary>
[Flags]
internal enum JudgeNotes
{
    None = 0,

    /// <summary>No earlier run of the present level.</summary>
    NoBaseline = 1,

    /// <summary>Fewer earlier runs than a single new one can be judged by.</summary>
    FewRuns = 2,

    /// <summary>The environment has no history of its own: only a catastrophe is called.</summary>
    UnknownEnvironment = 4,

    /// <summary>Unlikely by its distance, but earlier runs of the same level went as far.</summary>
    SeenBefore = 8,

    /// <summary>What all benchmarks of the run have in common was taken out.</summary>
    CommonModeCorrected = 16,

    /// <summary>All benchmarks of the run moved together, further than the machine ever did: code or machine, a re-run tells.</summary>
    MovedTogether = 32,

    /// <summary>A change on its own, but not among as many benchmarks.</summary>
    OneOfMany = 64,

    /// <summary>Values of 0: a time too short to be measured has no ratio.</summary>
    NotMeasurable = 128,

    /// <summary>More than the drift budget since the last accepted level.</summary>
    DriftBudgetSpent = 256,

    /// <summary>Allocations of this benchmark vary from run to run.</summary>
    JitteringAllocations = 512,
}
