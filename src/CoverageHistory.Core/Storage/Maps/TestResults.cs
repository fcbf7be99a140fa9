using CoverageHistory.Model;

namespace CoverageHistory.Storage.Maps;

/// <summary>The test results of a session by the database's own ids of test names. The layout is described in <c>docs/storage.md</c>.</summary>
internal static class TestResults
{
    private const byte Layout = 1;

    /// <param name="tests">In any order.</param>
    public static byte[] Write(IEnumerable<(long Test, TestResult Result)> tests)
    {
        var sorted = tests.OrderBy(test => test.Test).ToArray();
        var writer = new BlobWriter();
        writer.Byte(Layout);
        writer.Count(sorted.Length);
        long next = 1;
        for (var i = 0; i < sorted.Length;)
        {
            var start = i;
            while (++i < sorted.Length && sorted[i].Test == sorted[i - 1].Test + 1)
            {
            }
            // Signed: a name that occurs twice begins a run again.
            writer.Signed(sorted[start].Test - next);
            writer.Count(i - start - 1);
            next = sorted[i - 1].Test + 1;
        }
        foreach (var (_, result) in sorted)
            writer.Integer((ulong)(result.Duration.Ticks / TimeSpan.TicksPerMicrosecond) * 3 + (ulong)result.Outcome);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not test results.</exception>
    public static List<(long Test, TestOutcome Outcome, TimeSpan Duration)> Read(ReadOnlySpan<byte> results)
    {
        var reader = new BlobReader(results);
        var layout = reader.Byte();
        if (layout != Layout)
            throw new InvalidDataException($"layout {layout} of test results is unknown");
        var ids = new long[reader.CountOfRest()];
        long next = 1;
        for (var i = 0; i < ids.Length;)
        {
            next = unchecked(next + reader.Signed());
            for (var end = i + 1 + reader.Count(ids.Length - i - 1); i < end; i++)
                ids[i] = next++;
        }
        var tests = new List<(long, TestOutcome, TimeSpan)>(ids.Length);
        foreach (var id in ids)
        {
            var value = reader.Integer();
            var (microseconds, outcome) = (value / 3, (TestOutcome)(value % 3));
            if (microseconds > (ulong)(TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond))
                throw new InvalidDataException("a duration is too large");
            tests.Add((id, outcome, new TimeSpan((long)microseconds * TimeSpan.TicksPerMicrosecond)));
        }
        reader.End();
        return tests;
    }
}
