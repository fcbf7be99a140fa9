using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The columns totals stand in, in this order wherever they stand.</summary>
internal static class Totals
{
    public static void Bind(Statement statement, CoverageCounts? counts)
    {
        statement.Bind(counts?.KnownFiles)
            .Bind(counts?.Lines.Covered).Bind(counts?.Lines.Total)
            .Bind(counts?.Branches.Covered).Bind(counts?.Branches.Total)
            .Bind(counts?.Methods.Covered).Bind(counts?.Methods.Total)
            .Bind(counts?.MaxComplexity);
    }

    public static void Bind(Statement statement, TestCounts? counts)
    {
        statement.Bind(counts?.Passed).Bind(counts?.Failed).Bind(counts?.Skipped)
            .Bind(counts is { } tests ? tests.Duration.Ticks / TimeSpan.TicksPerMicrosecond : null);
    }

    public static CoverageCounts? ReadCoverage(Statement row)
    {
        var files = row.SkipNull() ? 0 : row.Int32();
        if (!row.SkipNull())
            return new CoverageCounts(files, ReadCovered(row), ReadCovered(row), ReadCovered(row), (int?)row.OptionalInt64());
        row.Skip(6);
        return null;
    }

    public static TestCounts? ReadTests(Statement row)
    {
        if (row.SkipNull())
        {
            row.Skip(3);
            return null;
        }
        int passed = row.Int32(), failed = row.Int32(), skipped = row.Int32();
        var microseconds = row.Int64();
        if (microseconds < 0 || microseconds > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond)
            throw new InvalidDataException($"tests cannot have taken {microseconds} microseconds");
        return new TestCounts(passed + failed + skipped, passed, failed, skipped, TimeSpan.FromMicroseconds(microseconds));
    }

    private static CoveredCount ReadCovered(Statement row) => new(row.Int64(), row.Int64());
}
