using BenchmarkDotNet.Attributes;

namespace CoverageHistory.BenchmarkDotNet.Tests;

/// <summary>What a name may be made of: parameters, arguments, a title, a type in a type, type arguments; one that fails.</summary>
[MemoryDiagnoser, ThreadingDiagnoser]
public class Orders
{
    [Params(1, 3)]
    public int Lines { get; set; }

    [Benchmark(Baseline = true)]
    public string Join() => string.Join(", ", Enumerable.Range(0, Lines));

    [Benchmark(Description = "with a title")]
    [Arguments("a: 1, b", 2.5)]
    public string Print(string text, double price) => text + price.ToString(System.Globalization.CultureInfo.InvariantCulture) + Lines;

    [Benchmark]
    public int Fails() => throw new InvalidOperationException("on purpose");

    public class Shelf
    {
        [Benchmark]
        public object Add() => new List<int>();
    }
}

[GenericTypeArguments(typeof(List<string>))]
public class Basket<T>
    where T : new()
{
    [Benchmark]
    public T Make() => new();
}
