using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Measurements in the canonical text: one object each, facts that are not known left out.</summary>
internal static class MeasurementText
{
    public static void Write(CanonicalJson json, IReadOnlyList<Measurement> measurements)
    {
        json.Name("benchmarks").Open('[');
        foreach (var measurement in measurements)
            Write(json, measurement);
        json.Close(']');
    }

    public static List<Measurement>? Read(ref CanonicalReader json)
    {
        if (!json.Is("benchmarks"))
            return null;
        var measurements = new List<Measurement>();
        for (json.Open('['); !json.AtEnd; json.Close('}'))
        {
            json.Open('{');
            var measurement = ReadOne(ref json);
            if (measurements.Count > 0 && MeasurementOrder.Compare(measurements[^1], measurement) >= 0)
                throw json.Unexpected("benchmarks in order, each once");
            measurements.Add(measurement);
        }
        json.Close(']');
        return measurements.Count > 0 ? measurements : throw json.Unexpected("a benchmark");
    }

    /// <summary>The array alone; null of none.</summary>
    public static string? WriteSamples(IReadOnlyList<double> samples)
    {
        if (samples.Count == 0)
            return null;
        var json = new CanonicalJson();
        Write(json, samples);
        return System.Text.Encoding.UTF8.GetString(json.Written);
    }

    /// <inheritdoc cref="WriteSamples"/>
    public static IReadOnlyList<double> ReadSamples(string? text)
    {
        if (text is null)
            return [];
        var json = new CanonicalReader(System.Text.Encoding.UTF8.GetBytes(text));
        return ReadSamples(ref json);
    }

    private static void Write(CanonicalJson json, Measurement measurement)
    {
        var benchmark = measurement.Benchmark;
        json.Open('{').Member("namespace", NotEmpty(benchmark.Namespace))
            .Member("type", NotEmpty(benchmark.Type))
            .Member("method", benchmark.Method)
            .Member("parameters", NotEmpty(benchmark.Parameters))
            .Member("job", NotEmpty(benchmark.Job));
        Write(json, "mean_ns", measurement.MeanNs);
        Write(json, "median_ns", measurement.MedianNs);
        Write(json, "std_dev_ns", measurement.StdDevNs);
        if (measurement.SampleCount > 0)
            json.Member("samples", measurement.SampleCount);
        if (measurement.Launches > 0)
            json.Member("launches", measurement.Launches);
        Write(json, "allocated_bytes", measurement.AllocatedBytes);
        Write(json, "gen0_per_1000", measurement.Gen0Per1000);
        Write(json, "gen1_per_1000", measurement.Gen1Per1000);
        Write(json, "gen2_per_1000", measurement.Gen2Per1000);
        if (measurement.SamplesNs.Count > 0)
            Write(json.Name("samples_ns"), measurement.SamplesNs);
        if (measurement.Values.Count > 0)
            RunRecordWriter.Write(json, measurement.Values);
        json.Close('}');
    }

    private static void Write(CanonicalJson json, string name, double? value)
    {
        if (value is { } number)
            json.Name(name).Number(number);
    }

    private static void Write(CanonicalJson json, IReadOnlyList<double> samples)
    {
        json.Open('[');
        foreach (var sample in samples)
            json.Number(sample);
        json.Close(']');
    }

    private static Measurement ReadOne(ref CanonicalReader json)
    {
        var benchmark = new Benchmark(json.OptionalText("namespace") ?? "", json.OptionalText("type") ?? "", json.Text("method"),
            json.OptionalText("parameters") ?? "", json.OptionalText("job") ?? "");
        if (benchmark.Method.Length == 0)
            throw json.Unexpected("the name of a method");
        return new Measurement
        {
            Benchmark = benchmark,
            MeanNs = Number(ref json, "mean_ns"),
            MedianNs = Number(ref json, "median_ns"),
            StdDevNs = Number(ref json, "std_dev_ns"),
            SampleCount = Count(ref json, "samples"),
            Launches = Count(ref json, "launches"),
            AllocatedBytes = Number(ref json, "allocated_bytes"),
            Gen0Per1000 = Number(ref json, "gen0_per_1000"),
            Gen1Per1000 = Number(ref json, "gen1_per_1000"),
            Gen2Per1000 = Number(ref json, "gen2_per_1000"),
            SamplesNs = json.Is("samples_ns") ? ReadSamples(ref json) : [],
            Values = RunRecordReader.ReadValues(ref json),
        };
    }

    private static List<double> ReadSamples(ref CanonicalReader json)
    {
        var samples = new List<double>();
        for (json.Open('['); !json.AtEnd;)
            samples.Add(NotNegative(ref json));
        json.Close(']');
        return samples;
    }

    private static double? Number(ref CanonicalReader json, string name) => json.Is(name) ? NotNegative(ref json) : null;

    private static double NotNegative(ref CanonicalReader json) =>
        json.Double() is >= 0 and var value ? value : throw json.Unexpected("a number that is not negative");

    private static int Count(ref CanonicalReader json, string name) =>
        !json.Is(name) ? 0 : json.Int32() is > 0 and var count ? count : throw json.Unexpected("a count above 0");

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
