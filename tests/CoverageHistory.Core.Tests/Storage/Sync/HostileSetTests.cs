using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Core.Tests.Storage.Sync;

/// <summary>Whoever may push can put anything into the set.</summary>
public sealed class HostileSetTests : SyncFixture
{
    private static readonly string Name = new('a', 62);

    [Theory]
    [InlineData("120000", "runs/aa/{0}/run")]
    [InlineData("100755", "runs/aa/{0}/run")]
    [InlineData("100644", "runs/aa/{0}/run.txt")]
    [InlineData("100644", "runs/AA/{0}/run")]
    [InlineData("100644", "runs/aa/{0}/run/deeper")]
    [InlineData("100644", "README.md")]
    [InlineData("120000", "tombstones")]
    [InlineData("160000", "runs/aa/{0}/run")]
    public void What_is_no_run_of_the_set_is_left_out_and_the_rest_is_taken_in(string mode, string path)
    {
        var a = NewClone("a");
        RecordIn(a);
        a.Sync();
        Add(mode, path.Replace("{0}", Name, StringComparison.Ordinal), "/etc/passwd");
        var b = NewClone("b");
        var pulled = b.Sync();
        Assert.Equal(1, pulled.Taken!.Added);
        Assert.Equal(DiagnosticCode.StrangeEntries, Assert.Single(pulled.Diagnostics).Code);
        Assert.Equal(1, b.Sync(SyncSteps.Compact).InSet);
        Assert.Empty(NewClone("c").Sync().Diagnostics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{\"record\":2}\n")]
    [InlineData("no line")]
    public void A_run_that_is_not_what_its_name_says_is_left_out(string content)
    {
        var a = NewClone("a");
        RecordIn(a);
        a.Sync();
        Add("100644", $"runs/aa/{Name}/run", content);
        var b = NewClone("b");
        var pulled = b.Sync();
        Assert.Equal(1, pulled.Taken!.Added);
        Assert.Equal(DiagnosticCode.UnreadableUnits, Assert.Single(pulled.Diagnostics).Code);
        Assert.Equal((1, 1), (b.Sync(SyncSteps.Compact).InSet, HashesOf(b).Count));
    }

    [Fact]
    public void A_run_that_this_version_cannot_read_is_left_out_and_keeps_the_set_from_being_compacted()
    {
        var a = NewClone("a");
        RecordIn(a);
        a.Sync();
        const string content = "{\"record\":99}\n";
        Add("100644", SetTree.PathOf(Unit.HashOf(Encoding.UTF8.GetBytes(content))), content);
        var tip = Tip;
        var b = NewClone("b");
        Assert.Equal(DiagnosticCode.UnreadableUnits, Assert.Single(b.Sync().Diagnostics).Code);
        Assert.Equal(DiagnosticCode.CannotCompact, Assert.Throws<SyncException>(() => b.Sync(SyncSteps.Compact)).Code);
        Assert.Equal(tip, Tip);
    }

    [Fact]
    public void A_run_whose_lists_nobody_has_is_left_out_and_others_are_not()
    {
        var a = NewClone("a");
        RecordIn(a);
        a.Sync();
        var path = Repository.GitIn(Remote, "ls-tree", "-r", "--name-only", Tip!, "runs");
        var record = Repository.GitIn(Remote, "cat-file", "blob", $"{Tip}:{path}").Split('\n')[^1];
        RecordIn(a);
        a.Sync();
        Add("100644", path, record + "\n");
        var b = NewClone("b");
        var pulled = b.Sync();
        Assert.Equal(DiagnosticCode.UnreadableUnits, Assert.Single(pulled.Diagnostics).Code);
        Assert.Contains("missing", pulled.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watermark_of_the_future_does_not_keep_runs_away()
    {
        var a = NewClone("a");
        RecordIn(a);
        a.Sync();
        Add("100644", "watermarks", "runs-before 99999999999999\n");
        Assert.Equal(1, NewClone("b").Sync().Taken!.Added);
    }

    /// <summary>Pushes a commit with one more entry.</summary>
    private void Add(string mode, string path, string content)
    {
        var file = Folder["content"];
        File.WriteAllText(file, content);
        var work = Folder.CreateSubdirectory("work");
        if (!Directory.Exists(Path.Combine(work, ".git")))
            Repository.GitIn(work, "init", "--quiet");
        Repository.GitIn(work, "fetch", "--quiet", Remote, RemoteSet.OwnRef);
        Repository.GitIn(work, "read-tree", "FETCH_HEAD");
        var blob = mode == "160000" ? new string('1', 40) : Repository.GitIn(work, "hash-object", "-w", file);
        Repository.GitIn(work, "update-index", "--add", "--replace", "--cacheinfo", $"{mode},{blob},{path}");
        var commit = Repository.GitIn(work, "commit-tree", Repository.GitIn(work, "write-tree"), "-p", "FETCH_HEAD", "-m", "x");
        Repository.GitIn(work, "push", "--quiet", Remote, $"{commit}:{RemoteSet.OwnRef}");
    }
}
