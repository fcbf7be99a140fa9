using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Maps;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class EarlierLinesTests
{
    private static readonly Gen<FileRecord> GenFile =
        from module in Gen.Int[0, 2]
        from path in Gen.Int[0, 12]
        from map in Gen.Byte
        select new FileRecord($"m{module}", new RepoPath($"{path}.cs"), BlobKey.Of([map]), BlobKey.Of([map, map]), default);

    [Fact]
    public void Lists_that_stand_on_others_have_the_addresses_of_the_whole_lists() =>
        Gen.Select(GenFile.List[0, 20], Gen.Int[0, 5]).List[1, 30].Sample(changes =>
        {
            var earlier = new EarlierLines();
            var lists = new List<(BlobKey Address, List<FileRecord> Files)> { (FileListText.AddressOf([]), []) };
            Assert.Equal(lists[0].Address, earlier.AddressOf(FileListDelta.Whole([])));
            foreach (var (files, back) in changes)
            {
                var from = lists[Math.Max(0, lists.Count - 1 - back)];
                var set = Ordered(files.Take(files.Count / 2));
                var gone = Ordered(files.Skip(files.Count / 2)).ConvertAll(file => (file.Module, file.Path));
                var whole = Ordered([.. set, .. from.Files.Where(file => !gone.Contains((file.Module, file.Path)))]);
                var address = FileListText.AddressOf(whole);
                Assert.Equal(address, earlier.AddressOf(new FileListDelta(from.Address, set, gone)));
                lists.Add((address, whole));
            }
        }, iter: 200, threads: 1);

    [Fact]
    public void A_list_that_stands_on_an_unknown_one_has_no_address_yet() =>
        Assert.Null(new EarlierLines().AddressOf(new FileListDelta(BlobKey.Of([1]), [], [])));

    /// <summary>The first of those with one name.</summary>
    private static List<FileRecord> Ordered(IEnumerable<FileRecord> files) =>
    [
        .. files.DistinctBy(file => (file.Module, file.Path)).OrderBy(file => file.Module, StringComparer.Ordinal).ThenBy(file => file.Path.Value, StringComparer.Ordinal),
    ];
}
