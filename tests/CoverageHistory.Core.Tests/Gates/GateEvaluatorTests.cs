using CoverageHistory.Gates;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Gates;

public sealed class GateEvaluatorTests
{
    [Theory]
    [InlineData(7, 10, 0.7, nameof(Verdict.Pass))]
    [InlineData(6, 10, 0.7, nameof(Verdict.Fail))]
    [InlineData(7999, 10_000, 0.8, nameof(Verdict.Fail))]
    [InlineData(10, 10, 1, nameof(Verdict.Pass))]
    [InlineData(0, 10, 0, nameof(Verdict.Pass))]
    [InlineData(0, 0, 0.8, nameof(Verdict.Inconclusive))]
    public void A_line_rate_is_held_against_its_limit_unrounded(long covered, long total, double limit, string expected) =>
        Assert.Equal(expected, new MinCoverageRule(limit).Judge(Input(new(covered, total))).Verdict.ToString());

    [Fact]
    public void The_message_says_how_many_lines_are_needed() =>
        Assert.Equal("158 of 221 lines are covered; 177 are needed", new MinCoverageRule(0.8).Judge(Input(new(158, 221))).Message);

    [Theory]
    [InlineData(80, 100, 0.005, nameof(Verdict.Pass))]
    [InlineData(80, 80, 0, nameof(Verdict.Pass))]
    [InlineData(800, 795, 0.005, nameof(Verdict.Pass))]
    [InlineData(800, 794, 0.005, nameof(Verdict.Fail))]
    [InlineData(800, 799, 0, nameof(Verdict.Fail))]
    public void A_drop_is_held_against_its_limit(long before, long now, double limit, string expected) =>
        Assert.Equal(expected, new MaxDropRule(limit).Judge(Input(new(now, 1000), new(before, 1000))).Verdict.ToString());

    [Fact]
    public void Without_a_run_before_no_drop_can_be_judged()
    {
        var result = GateEvaluator.Evaluate([new MinCoverageRule(0.5), new MaxDropRule(0)], Input(new(8, 10)));

        Assert.Equal([Verdict.Pass, Verdict.Inconclusive], result.Rules.Select(rule => rule.Verdict));
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
    }

    [Fact]
    public void One_failure_fails_the_gate() =>
        Assert.Equal(Verdict.Fail, GateEvaluator.Evaluate([new MinCoverageRule(0.9), new MaxDropRule(0)], Input(new(8, 10))).Verdict);

    [Fact]
    public void Doubtful_numbers_neither_pass_nor_fail()
    {
        foreach (var covered in new long[] { 0, 10 })
        {
            var result = GateEvaluator.Evaluate([new MinCoverageRule(0.8)], Input(new(covered, 10)) with { Doubts = [DiagnosticCode.StaleReport] });

            Assert.Equal(Verdict.Inconclusive, result.Verdict);
            Assert.Contains("COVH1024", result.Rules[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_aborted_run_is_not_judged() =>
        Assert.Equal(Verdict.Inconclusive, GateEvaluator.Evaluate([new MinCoverageRule(0)], Input(new(8, 10), status: RunStatus.Aborted)).Verdict);

    private static GateInput Input(CoveredCount lines, CoveredCount? before = null, RunStatus status = RunStatus.Passed) =>
        new(Summary(lines, status), before is { } count ? Summary(count, RunStatus.Passed) : null) { Lines = lines, BaseLines = before };

    private static RunSummary Summary(CoveredCount lines, RunStatus status) => new(
        new Run { Id = Guid.CreateVersion7(), Key = "key", RecordedAt = DateTimeOffset.UnixEpoch, Status = status }, "", 1,
        new CoverageCounts(1, lines, default, default, null), null);
}
