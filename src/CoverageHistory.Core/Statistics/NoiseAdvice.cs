namespace CoverageHistory.Statistics;

/// <summary>What would make a noisy benchmark fit for a gate.</summary>
[Flags]
internal enum NoiseAdvice
{
    None = 0,

    /// <summary>There are too few runs to tell.</summary>
    RecordMoreRuns = 1,

    /// <summary>Processes differ more than their iterations say: <c>LaunchCount</c> 3 averages over them.</summary>
    MoreLaunches = 2,

    /// <summary>The iterations of a run explain the noise: more or longer ones lessen it.</summary>
    MoreIterations = 4,

    /// <summary>Runs are of several kinds, or like their neighbours: pin the process to cores, fix the clock rate, keep the machine to itself.</summary>
    SteadyMachine = 8,

    /// <summary>Its allocations are steady: judge those.</summary>
    JudgeAllocations = 16,
}
