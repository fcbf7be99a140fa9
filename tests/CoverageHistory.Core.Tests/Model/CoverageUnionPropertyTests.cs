using CoverageHistory.Core.Tests.Storage;
using CoverageHistory.Model;
using CsCheck;

namespace CoverageHistory.Core.Tests.Model;

/// <summary>The laws of merging: however sessions come, in whatever order and grouping and however often, a run is the same.</summary>
public sealed class CoverageUnionPropertyTests : StoreFixture
{
    /// <summary>Few lines and keys, so that files meet in them; branches counted at a line, or with an identity in one of two spaces.</summary>
    private static readonly Gen<FileCoverage> GenFile =
        from path in Gen.Int[0, 1]
        from content in Gen.ULong[0, 2]
        from lines in Gen.Select(Gen.Int[1, 8], Gen.OneOf(Gen.UInt[0, 2], Gen.Const(uint.MaxValue)), Gen.Int[0, 3], Gen.Int[0, 3]).List[0, 6]
        from outcomes in Gen.Select(Gen.Int[1, 8], Gen.ULong[0, 3], Gen.ULong[0, 1], Gen.OneOf(Gen.UInt[0, 2], Gen.Const(uint.MaxValue))).List[0, 8]
        from classes in GenClass([.. lines.Select(line => line.Item1)]).List[0, 2]
        select Sound(new FileCoverage
        {
            Module = "App",
            Path = new RepoPath(path == 0 ? "a.cs" : "b.cs"),
            Content = new ContentId(content),
            Lines =
            [
                .. lines.DistinctBy(line => line.Item1).OrderBy(line => line.Item1)
                    .Select(line => new LineCoverage(line.Item1, line.Item2, (ushort)Math.Min(line.Item3, line.Item4), (ushort)line.Item4)),
            ],
            Outcomes =
            [
                .. outcomes.Select(outcome => new BranchOutcome(outcome.Item1, outcome.Item2 * 4 + outcome.Item3, outcome.Item4))
                    .DistinctBy(outcome => (outcome.Line, outcome.Key)).Order(),
            ],
            Classes = [.. classes.DistinctBy(type => type.Name)],
        });

    private static readonly Gen<IReadOnlyList<FileCoverage>> GenSession =
        GenFile.List[0, 2].Select(files => CoverageUnion.ByModuleAndPath(files.DistinctBy(file => file.Path)));

    /// <summary>Methods span lines of their file.</summary>
    private static Gen<ClassCoverage> GenClass(int[] lines) =>
        from name in Gen.Int[0, 1]
        from methods in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[1, 8].List[0, 4]).List[0, 3]
        select new ClassCoverage($"C{name}",
        [
            .. methods.DistinctBy(method => method.Item1)
                .Select(method => new MethodCoverage($"M{method.Item1}", "()", method.Item2 == 0 ? null : method.Item2, [.. method.Item3.Intersect(lines).Order()])),
        ]);

    [Fact]
    public void It_does_not_matter_which_comes_first() => Gen.Select(GenFile, GenFile).Sample((left, right) =>
        Describe(CoverageUnion.Of(left, right)) == Describe(CoverageUnion.Of(right.At(left.Path), left)));

    [Fact]
    public void It_does_not_matter_which_are_united_first() => Gen.Select(GenFile, GenFile, GenFile).Sample((a, b, c) =>
        Describe(CoverageUnion.Of(CoverageUnion.Of(a, b), c)) == Describe(CoverageUnion.Of(a, CoverageUnion.Of(b, c))));

    [Fact]
    public void The_same_again_adds_nothing_but_hits() => GenFile.Sample(file =>
        Describe(Coverage.WithoutHits(CoverageUnion.Of(file, file))) == Describe(Coverage.WithoutHits(file)));

    [Fact]
    public void Hits_are_added_and_stay_at_the_highest_count_there_is() => Gen.Select(GenFile, GenFile).Sample((left, right) =>
    {
        var united = CoverageUnion.Of(left, right);
        Assert.All(united.Lines, line => Assert.Equal(
            (uint)Math.Min(Hits(left, line.Number) + Hits(right, line.Number), uint.MaxValue), line.Hits));
        Assert.All(united.Outcomes, outcome => Assert.Equal(
            (uint)Math.Min(Taken(left, outcome) + Taken(right, outcome), uint.MaxValue), outcome.Hits));
    });

    [Fact]
    public void Two_sessions_that_each_take_another_branch_take_both() => Gen.Select(GenFile, GenFile).Sample((left, right) =>
    {
        var united = CoverageUnion.Of(left, right);
        foreach (var line in united.Lines)
        {
            var spaces = united.Outcomes.Where(outcome => outcome.Line == line.Number).GroupBy(outcome => outcome.Key % 4).ToList();
            Assert.All(spaces, space =>
            {
                Assert.True(line.BranchesTotal >= space.Count());
                Assert.True(line.BranchesCovered >= space.Count(outcome => outcome.Hits > 0));
            });
            Assert.True(line.BranchesCovered <= line.BranchesTotal);
        }
    });

    [Fact]
    public void A_run_is_the_same_whatever_order_grouping_and_repetition_its_sessions_come_in() =>
        Gen.Select(GenSession.List[1, 4], Gen.Int[0, 10_000], Gen.Int[1, 3]).Sample((sessions, seed, group) =>
        {
            var named = sessions.Select((files, index) => NamedSession($"S{index}", [.. files]) with { ContentHash = HashOf($"{seed} {index}") }).ToList();
            var run = NewRun("sha", "parent");
            var together = Record(run, [.. named]);
            var coverage = Store.LoadCoverage(run.Id, null, None).Select(Describe).ToList();
            Store.DeleteRun(run.Id, None);

            var random = new Random(seed);
            var shuffled = named.Concat(named.Take(group)).OrderBy(_ => random.Next()).ToList();
            foreach (var chunk in shuffled.Chunk(group))
                Record(run, [.. chunk.DistinctBy(session => session.ContentHash)]);

            var apart = Store.FindRun(run.Id, None)!;
            Assert.Equal(together.Hash, apart.Hash);
            Assert.Equal((together.Coverage, together.Sessions), (apart.Coverage, apart.Sessions));
            Assert.Equal(coverage, Store.LoadCoverage(run.Id, null, None).Select(Describe));
            Assert.Equal(CoverageCounts.Of(sessions.SelectMany(files => files)), apart.Coverage);
            Store.DeleteRun(run.Id, None);
        }, iter: 60, threads: 1);

    private static ulong Hits(FileCoverage file, int number) => file.Lines.Where(line => line.Number == number).Select(line => (ulong)line.Hits).FirstOrDefault();

    private static ulong Taken(FileCoverage file, BranchOutcome wanted) =>
        file.Outcomes.Where(outcome => outcome.Line == wanted.Line && outcome.Key == wanted.Key).Select(outcome => (ulong)outcome.Hits).FirstOrDefault();

    /// <summary>As readers give it: a line's branches are at least those its outcomes show.</summary>
    private static FileCoverage Sound(FileCoverage file) => CoverageUnion.Of(file, new FileCoverage
    {
        Module = file.Module,
        Path = file.Path,
        Content = file.Content,
        Lines = [],
    });

    /// <summary>Without regard to the order of classes and methods, which says nothing.</summary>
    private static string Describe(FileCoverage file) => Coverage.Describe(new FileCoverage
    {
        Module = file.Module,
        Path = file.Path,
        Content = file.Content,
        Lines = file.Lines,
        Outcomes = file.Outcomes,
        Classes =
        [
            .. file.Classes.OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => type with { Methods = [.. type.Methods.OrderBy(method => method.Name, StringComparer.Ordinal)] }),
        ],
    });
}
