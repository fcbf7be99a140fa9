using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>What is taken in is counted from what differs from the run before, and must count what the whole does.</summary>
public sealed class ImportedTotalsTests : StoreFixture
{
    private static readonly Gen<FileCoverage> GenFile =
        from module in Gen.Int[0, 1]
        from path in Gen.Int[0, 4]
        from complexity in Gen.Int[0, 9]
        from hits in Gen.UInt[0, 1].Array[1, 4]
        select WithComplexity(Coverage.FileIn($"m{module}", $"m{module}/{path}.cs", hits), complexity);

    private int _stores;

    [Fact]
    public void Totals_are_those_of_the_files_however_the_runs_before_differ() =>
        GenFile.List[1, 6].List[2, 12].Sample(changes =>
        {
            var store = NewStore();
            var files = new SortedDictionary<string, FileCoverage>(StringComparer.Ordinal);
            foreach (var change in changes)
            {
                foreach (var file in change)
                    files[file.Path.Value] = file;
                if (change.Count == 6)
                    files.Remove(files.Keys.First());
                store.Record(NewRun(), [SessionOf([.. files.Values])], None);
            }
            var copy = NewStore();
            using var text = new MemoryStream();
            store.Export(RunQuery.All, text, None);
            text.Position = 0;
            copy.Import(text, takeGivenUp: false, None);
            var modules = copy.ListModuleTotals(RunQuery.All, None);
            foreach (var run in copy.ListRuns(RunQuery.All, None))
            {
                var coverage = copy.LoadCoverage(run.Run.Id, null, None);
                Assert.Equal(CoverageCounts.Of(coverage), run.Coverage);
                Assert.Equal(coverage.GroupBy(file => file.Module).ToDictionary(module => module.Key, CoverageCounts.Of), modules[run.Run.Id]);
            }
            Assert.True(copy.Verify(null, None).IsSound);
        }, iter: 40, threads: 1);

    private SqliteHistoryStore NewStore() => new(Folder[$"{++_stores}.db"], new SqliteStoreOptions());

    private static FileCoverage WithComplexity(FileCoverage file, int complexity) => new()
    {
        Module = file.Module,
        Path = file.Path,
        Lines = file.Lines,
        Classes = [.. file.Classes.Select(type => type with { Methods = [.. type.Methods.Select(method => method with { Complexity = complexity == 0 ? null : complexity })] })],
    };
}
