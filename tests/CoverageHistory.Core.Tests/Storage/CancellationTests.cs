using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Cancelled in the middle, not before.</summary>
public sealed class CancellationTests : StoreFixture
{
    private const int Runs = 40;

    public CancellationTests()
    {
        for (var run = 0; run < Runs; run++)
            Store.Record(NewRun(), [SessionOf(Coverage.File("src/Shop/Cart.cs", (uint)run & 1, (uint)run / 2 & 1))], None);
    }

    [Fact]
    public void Verifying_tells_how_far_it_is_and_stops_when_it_is_asked_to()
    {
        using var cancelling = new CancellationTokenSource();
        var reports = new List<(int Done, int Total)>();

        Store.Verify((done, total) => reports.Add((done, total)), None);
        Assert.NotEmpty(reports);
        Assert.Equal(reports.OrderBy(report => report.Done), reports);
        Assert.All(reports, report => Assert.InRange(report.Done, 0, report.Total));

        var seen = 0;
        Assert.Throws<OperationCanceledException>(() => Store.Verify((_, _) =>
        {
            seen++;
            cancelling.Cancel();
        }, cancelling.Token));
        Assert.InRange(seen, 1, reports.Count - 1);
    }

    [Fact]
    public void Of_an_import_that_is_cancelled_in_the_middle_nothing_is_taken_in()
    {
        using var text = new MemoryStream();
        Store.Export(RunQuery.All, text, None);
        using var cancelling = new CancellationTokenSource();
        using var source = new CancellingStream(text.ToArray(), cancelling);
        var other = new SqliteHistoryStore(Folder["other.db"], new());

        Assert.Throws<OperationCanceledException>(() => other.Import(source, takeGivenUp: false, cancelling.Token));

        Assert.Empty(other.ListRuns(RunQuery.All, None));
        Assert.True(other.Verify(null, None).IsSound);
        Assert.Equal(Runs, other.Import(new MemoryStream(text.ToArray()), takeGivenUp: false, None).Added);
    }

    /// <summary>Cancels when half of it is read.</summary>
    private sealed class CancellingStream(byte[] content, CancellationTokenSource cancelling) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position > Length / 2)
                cancelling.Cancel();
            return base.Read(buffer, offset, Math.Min(count, 256));
        }
    }
}
