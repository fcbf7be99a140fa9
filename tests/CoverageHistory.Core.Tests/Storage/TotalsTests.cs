using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Sessions whose source knew how much, but not where; and values of named metrics.</summary>
public sealed class TotalsTests : StoreFixture
{
    private static readonly CoverageCounts Some = new(0, new(70, 100), new(3, 10), new(5, 9), null);

    private static readonly Gen<CoveredCount> GenCount = Gen.Select(Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 40], (covered, rest) => new CoveredCount(covered, covered + rest));

    private static readonly Gen<Session> GenSession =
        from files in Gen.Int[0, 5]
        from lines in GenCount
        from branches in GenCount
        from methods in GenCount
        from complexity in Gen.Int[0, 50]
        from hasTotals in Gen.Bool
        from values in (
            from name in Gen.OneOf(Gen.Const("a\tb"), Gen.Const("'; drop table metric;--"), Gen.String[Gen.Char.AlphaNumeric, 1, 9])
            from unit in Gen.OneOf(Gen.Const("ns"), Gen.Const(""), Gen.Const("count"))
            from better in Gen.Enum<MetricDirection>()
            from value in Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Const(0.1), Gen.Const(-0.0))
            from spread in Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)"± 0.5"))
            select new MetricValue(new Metric(name, unit, better, name), value, spread)).List[0, 6]
        select ValuesOf([.. values.DistinctBy(value => (value.Metric.Name, value.Metric.Unit))]) with
        {
            Totals = hasTotals ? new CoverageCounts(files, lines, branches, methods, complexity == 0 ? null : complexity) : null,
        };

    [Fact]
    public void Totals_and_values_come_back_and_the_hash_covers_them() => GenSession.Sample(session =>
    {
        var run = NewRun("sha", "parent");
        var summary = Record(run, session);
        var found = Assert.Single(Store.ListSessions(run.Id, None));
        Assert.Equal(session.Totals, found.Session.Totals);
        Assert.Equal(session.Totals, found.Coverage);
        Assert.Equal(session.Totals, summary.Coverage);
        Assert.Equal(
            session.Values.OrderBy(value => value.Metric.Name, StringComparer.Ordinal).ThenBy(value => value.Metric.Unit, StringComparer.Ordinal),
            found.Session.Values);
        Assert.Empty(Store.LoadCoverage(run.Id, null, None));
        var text = Store.LoadRecord(run.Id, None)!.ToText();
        Assert.Equal(summary.Hash, Convert.ToHexStringLower(RunRecord.HashOf(text)));
        Assert.Equal(text, RunRecord.Parse(text).ToText());
    }, iter: 100, threads: 1);

    [Fact]
    public void Their_lines_in_the_record_read_like_this()
    {
        var run = NewRun();
        Record(run, ValuesOf(new MetricValue(new Metric("N.M", "ns", MetricDirection.Lower, "N.M"), 12.5, "± 1")) with { Totals = Some });
        Assert.EndsWith("""
            "totals":{"lines":[70,100],"branches":[3,10],"methods":[5,9]},"values":[{"metric":"N.M","unit":"ns","better":"lower","value":12.5,"spread":"± 1"}]}]}
            """, Encoding.UTF8.GetString(Store.LoadRecord(run.Id, None)!.ToText()), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_one_session_count_for_the_run_before_totals_of_another()
    {
        var run = NewRun();
        Assert.Equal(Some, Record(run, ValuesOf() with { Totals = Some }).Coverage);
        Assert.Equal(new CoveredCount(1, 2), Record(run, SessionOf(Coverage.File("a.cs", 1, 0))).Coverage!.Value.Lines);
    }

    [Fact]
    public void Totals_that_cannot_be_united_are_not_added_up()
    {
        var fewer = Some with { Lines = new(20, 20) };
        Assert.Equal(Some, Record(NewRun(), ValuesOf() with { Totals = fewer }, ValuesOf() with { Totals = Some, Name = "B", ContentHash = HashOf("B") }).Coverage);
    }

    [Fact]
    public void Values_of_a_metric_are_listed_by_run_and_unit()
    {
        var (first, second, third) = (NewRun(), NewRun(), NewRun());
        MetricValue Value(double value, string unit) => new(new Metric("N.M", unit, MetricDirection.Lower, "N.M"), value);
        Record(first, ValuesOf(Value(1, "ns")));
        Record(second, ValuesOf(Value(2, "ns"), Value(9, "bytes")));
        Record(third, SessionOf(Coverage.File("a.cs", 1)));
        Assert.Equal(["ns", "bytes"], Store.ListMetrics(None).Select(metric => metric.Unit));
        Assert.Equal(new Dictionary<Guid, double> { [first.Id] = 1, [second.Id] = 2 }, Store.ListValues("N.M", "ns", None));
        Assert.Equal([["N.M", "ns", "lower", 1.0], ["N.M", "bytes", "lower", 9.0], ["N.M", "ns", "lower", 2.0]],
            Database.Rows(DatabasePath, "SELECT metric, unit, better, value FROM metric_values ORDER BY run_id, unit"));
        Assert.True(Store.DeleteRun(second.Id, None));
        Assert.Equal(["ns"], Store.ListMetrics(None).Select(metric => metric.Unit));
    }

    [Fact]
    public void A_value_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => Record(NewRun(), ValuesOf(new MetricValue(new Metric("M", "", MetricDirection.None, "M"), double.NaN))));

    [Fact]
    public void Many_runs_are_stored_together_or_not_at_all()
    {
        var runs = Enumerable.Range(0, 5).Select(_ => NewRun()).ToList();
        IEnumerable<(Run, IReadOnlyList<Session>)> Broken()
        {
            foreach (var run in runs)
                yield return (run, [ValuesOf() with { Totals = Some }]);
            throw new FormatException("the next one is bad");
        }
        Assert.Throws<FormatException>(() => Store.RecordAll(Broken(), None));
        Assert.Empty(Store.ListRuns(RunQuery.All, None));
        var all = runs.Select(run => (run, (IReadOnlyList<Session>)[ValuesOf() with { Totals = Some }])).ToList();
        Assert.Equal([true, true], Store.RecordAll(all.Take(2), None));
        Assert.Equal([false, false, true, true, true], Store.RecordAll(all, None));
        Assert.Equal(5, Store.ListRuns(RunQuery.All, None).Count);
    }

    private static Session ValuesOf(params MetricValue[] values) => NamedSession("A") with { Coverage = null, Values = values };
}
