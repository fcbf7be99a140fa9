using CoverageHistory.Comparison;
using CoverageHistory.Core.Tests.Storage;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Comparison;

public sealed class RunComparerTests
{
    [Fact]
    public void A_file_that_is_new_gone_or_the_same_is_told_apart()
    {
        var delta = Compare(
            [Coverage.File("same.cs", 1, 0), Coverage.File("gone.cs", 1)],
            [Coverage.File("new.cs", 1), Coverage.File("same.cs", 1, 0)]);

        Assert.Equal(["gone.cs", "new.cs", "same.cs"], delta.Files.Select(file => file.Path.Value));
        Assert.Equal([null, 1, 1], delta.Files.Select(file => file.Coverage.Head?.Lines.Covered));
        Assert.Equal([true, true, false], delta.Files.Select(file => file.Coverage.IsChanged));
    }

    [Fact]
    public void The_rate_change_is_head_less_base_unrounded()
    {
        var delta = Compare([Coverage.File("a.cs", 1, 0, 0)], [Coverage.File("a.cs", 1, 1, 0)]);

        Assert.Equal(2 / 3.0 - 1 / 3.0, delta.Files[0].Coverage.Lines.RateChange);
        Assert.Equal(2 / 3.0 - 1 / 3.0, delta.Project!.Value.Lines.RateChange);
    }

    [Fact]
    public void A_path_in_two_modules_counts_once_as_a_file_and_in_each_module()
    {
        FileCoverage[] files = [Coverage.FileIn("A", "shared.cs", 1, 0), Coverage.FileIn("B", "shared.cs", 0, 1)];
        var delta = Compare(files, files);

        var file = Assert.Single(delta.Files);
        Assert.Equal(new CoveredCount(2, 2), file.Coverage.Head!.Value.Lines);
        Assert.Equal([new CoveredCount(1, 2), new CoveredCount(1, 2)], delta.Modules.Select(module => module.Coverage.Head!.Value.Lines));
    }

    [Fact]
    public void Methods_are_matched_by_file_class_name_and_signature()
    {
        var delta = Compare([Coverage.File("a.cs", 0, 0)], [Coverage.File("a.cs", 1, 0)]);

        var method = Assert.Single(delta.Methods);
        Assert.Equal(("M", "()", 2), (method.Name, method.Signature, method.Complexity));
        Assert.Equal(new CountChange(new CoveredCount(0, 2), new CoveredCount(1, 2)), method.Lines);
    }

    [Fact]
    public void Without_a_base_everything_is_new()
    {
        var delta = RunComparer.Compare(null, Content([Coverage.File("a.cs", 1)]));

        Assert.Null(delta.Base);
        Assert.All(delta.Files, file => Assert.Null(file.Coverage.Base));
        Assert.Null(delta.Project!.Value.Lines.RateChange);
    }

    [Fact]
    public void What_changed_more_lines_weighs_more_than_what_changed_its_rate_more()
    {
        var delta = Compare(
            [Coverage.File("large.cs", Lines(100, 60)), Coverage.File("small.cs", 1, 1)],
            [Coverage.File("large.cs", Lines(100, 40)), Coverage.File("small.cs", 1, 0)]);

        Assert.Equal([20, 1], delta.Files.Select(file => Math.Round(file.Coverage.Weight, 9)));
    }

    [Fact]
    public void A_new_file_weighs_its_uncovered_lines()
    {
        var delta = Compare([], [Coverage.File("new.cs", Lines(10, 4))]);

        Assert.Equal(6, delta.Files[0].Coverage.Weight);
    }

    private static uint[] Lines(int total, int covered) => [.. Enumerable.Range(0, total).Select(i => i < covered ? 1u : 0u)];

    private static RunDelta Compare(FileCoverage[] before, FileCoverage[] head) => RunComparer.Compare(Content(before), Content(head));

    private static RunContent Content(FileCoverage[] files) =>
        new(Runs.On("a", 1) with { Coverage = CoverageCounts.Of(files) }, files, null);
}
