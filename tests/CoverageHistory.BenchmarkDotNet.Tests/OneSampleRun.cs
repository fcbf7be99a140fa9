namespace CoverageHistory.BenchmarkDotNet.Tests;

[CollectionDefinition(Name)]
public sealed class OneSampleRun : ICollectionFixture<SampleRun>
{
    public const string Name = "One run of the sample benchmarks";
}
