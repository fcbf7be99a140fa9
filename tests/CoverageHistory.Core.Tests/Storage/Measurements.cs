using System.Globalization;
using CoverageHistory.Model;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Measurements as readers may give them, and small ones by hand.</summary>
internal static class Measurements
{
    private static readonly Gen<double> GenNumber = Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 1_000], Gen.Double[0, 1e18], Gen.Const(double.Epsilon), Gen.Const(double.MaxValue));

    private static readonly Gen<double?> GenFact = Gen.OneOf(Gen.Const((double?)null), GenNumber.Select(number => (double?)number));

    private static readonly Gen<string> GenText = Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char.AlphaNumeric, 1, 6], Gen.Const("a: \"1\", b: '; drop"), Gen.Const("日本\n"));

    public static readonly Gen<Measurement> GenOne =
        from names in Gen.Select(GenText, GenText, Gen.String[Gen.Char.AlphaNumeric, 1, 6], GenText, GenText)
        from times in Gen.Select(GenFact, GenFact, GenFact)
        from counts in Gen.Select(Gen.Int[0, 100], Gen.Int[0, 3])
        from memory in Gen.Select(GenFact, GenFact, GenFact, GenFact)
        from samples in GenNumber.List[0, 5]
        from other in Gen.OneOf(Gen.Const((double?)null), Gen.Double[-5, 5].Select(number => (double?)number))
        select new Measurement
        {
            Benchmark = new Benchmark(names.Item1, names.Item2, names.Item3, names.Item4, names.Item5),
            MeanNs = times.Item1,
            MedianNs = times.Item2,
            StdDevNs = times.Item3,
            SampleCount = counts.Item1,
            Launches = counts.Item2,
            AllocatedBytes = memory.Item1,
            Gen0Per1000 = memory.Item2,
            Gen1Per1000 = memory.Item3,
            Gen2Per1000 = memory.Item4,
            SamplesNs = samples,
            Values = other is { } value ? [new MetricValue(new Metric("CacheMisses", "misses/op", MetricDirection.Lower, "CacheMisses"), value == 0 ? 0 : value, "± 1")] : [],
        };

    /// <summary>Null, or each benchmark once.</summary>
    public static readonly Gen<IReadOnlyList<Measurement>?> GenSome = Gen.OneOf(
        Gen.Const((IReadOnlyList<Measurement>?)null),
        GenOne.List[0, 6].Select(all => (IReadOnlyList<Measurement>?)[.. all.DistinctBy(one => one.Benchmark)]));

    public static Measurement Of(string method, double medianNs, double? allocatedBytes = null, string job = "") => new()
    {
        Benchmark = new Benchmark("Shop", "CartBenchmarks", method, "", job),
        MeanNs = medianNs * 1.01,
        MedianNs = medianNs,
        StdDevNs = medianNs * 0.02,
        SampleCount = 15,
        Launches = 1,
        AllocatedBytes = allocatedBytes,
        SamplesNs = [medianNs, medianNs * 1.02],
    };

    /// <summary>Everything as texts, ordered as a store gives it back.</summary>
    public static string[] Describe(IEnumerable<Measurement> measurements) =>
    [
        .. measurements.Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.Benchmark.FullName} {one with { SamplesNs = [], Values = [] }} {string.Join(' ', one.SamplesNs)} {string.Join(' ', one.Values)}")).Order(StringComparer.Ordinal),
    ];
}
