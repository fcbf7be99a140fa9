namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What all jobs of a report say of how they ran, and so bears on all its times. What only some say is part of their names.</summary>
internal static class JobNotes
{
    private const string PowerPlan = "PowerPlanMode";

    /// <summary>Plans that Windows brings along; source: BenchmarkDotNet's <c>PowerPlan</c>. High performance is what is usual there.</summary>
    private static readonly Dictionary<string, string> PowerPlans = new(StringComparer.OrdinalIgnoreCase)
    {
        ["381b4222-f694-41f0-9685-ff5bb260df2e"] = "balanced",
        ["a1841308-3541-4fab-bc81-f71556f20b4a"] = "power saver",
        ["e9a42b02-d5df-448d-aa00-03f14749eb61"] = "ultimate performance",
        ["00000000-0000-0000-0000-000000000000"] = "the user's",
    };

    public static IEnumerable<(string Note, bool Holds)> Of(IReadOnlyList<BenchmarkDotNetJob> jobs)
    {
        yield return (BenchmarkNotes.DebugBuild, AllHave("BuildConfiguration", "Debug"));
        yield return ("gc: server", AllHave("Server", "True"));
        yield return ("gc: not concurrent", AllHave("Concurrent", "False"));
        foreach (var (plan, name) in PowerPlans)
            yield return ("power plan: " + name, AllHave(PowerPlan, plan));

        bool AllHave(string characteristic, string value) => jobs.Count > 0
            && jobs.All(job => job.Characteristics.Any(item => item.Key == characteristic && string.Equals(item.Value, value, StringComparison.OrdinalIgnoreCase)));
    }
}
