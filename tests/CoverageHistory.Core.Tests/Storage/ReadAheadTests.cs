using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class ReadAheadTests
{
    [Fact]
    public void Items_come_in_order_and_from_another_thread()
    {
        var threads = new HashSet<int>();
        Assert.Equal(Enumerable.Range(0, 1_000), ReadAhead.Of(Numbers(), most: 3));
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);

        IEnumerable<int> Numbers()
        {
            for (var number = 0; number < 1_000; number++)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                yield return number;
            }
        }
    }

    [Fact]
    public void Trouble_comes_after_what_came_before_it()
    {
        var read = new List<int>();
        var trouble = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var number in ReadAhead.Of(Numbers(), most: 10))
                read.Add(number);
        });
        Assert.Equal("third", trouble.Message);
        Assert.Equal([1, 2], read);

        static IEnumerable<int> Numbers()
        {
            yield return 1;
            yield return 2;
            throw new InvalidDataException("third");
        }
    }

    [Fact]
    public void Who_stops_early_waits_until_nothing_is_read_any_more()
    {
        var isClosed = false;
        Assert.Equal(0, ReadAhead.Of(Numbers(), most: 1).First());
        Assert.True(isClosed);

        IEnumerable<int> Numbers()
        {
            try
            {
                for (var number = 0; ; number++)
                    yield return number;
            }
            finally
            {
                isClosed = true;
            }
        }
    }
}
