namespace CoverageHistory.Model;

/// <summary>What stays of a benchmark from run to run, apart from the environment it ran in.</summary>
/// <param name="Namespace">Of the type; empty where the tool knows none.</param>
/// <param name="Type">The class, or whatever groups benchmarks: a suite, a group; empty where the tool knows none.</param>
/// <param name="Method">The method, or the benchmark's name; never empty.</param>
/// <param name="Parameters">As the tool writes them, such as <c>a: 1, b: x</c>, without parentheses; empty without parameters.</param>
/// <param name="Job">What tells jobs apart, such as <c>.NET 10.0</c> or <c>.NET 10.0, Server=True</c>; empty for the default job.</param>
public sealed record Benchmark(string Namespace, string Type, string Method, string Parameters, string Job)
{
    /// <summary>Such as <c>N.T.M(a: 1)</c>, without the job.</summary>
    public string Name
    {
        get
        {
            var name = string.Join('.', new[] { Namespace, Type, Method }.Where(part => part.Length > 0));
            return Parameters.Length == 0 ? name : $"{name}({Parameters})";
        }
    }

    /// <summary>Such as <c>N.T.M(a: 1) [.NET 10.0]</c>: tells every series apart.</summary>
    public string FullName => Job.Length == 0 ? Name : $"{Name} [{Job}]";
}
