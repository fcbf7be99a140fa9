using CoverageHistory.Model;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class SourceContentsTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();
    private int _reports;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_committed_file_has_the_name_of_its_blob()
    {
        _repository.Write("src/A.cs", "one\n");
        _repository.Commit();

        Assert.Equal(Blob("HEAD:src/A.cs"), ContentOf("src/A.cs"));
    }

    [Fact]
    public void A_changed_file_has_the_name_git_would_give_it_and_a_staged_one_that_of_the_index()
    {
        _repository.Write(".gitattributes", "*.cs text eol=lf\n");
        _repository.Write("src/A.cs", "one\n");
        _repository.Write("src/B.cs", "one\n");
        _repository.Commit();
        _repository.Write("src/A.cs", "one\r\ntwo\r\n");
        _repository.Write("src/B.cs", "one\ntwo\n");
        _repository.Git("add", "src/B.cs");

        Assert.Equal(Blob(":src/B.cs"), ContentOf("src/B.cs"));
        Assert.Equal(ContentOf("src/B.cs"), ContentOf("src/A.cs"));
    }

    [Fact]
    public void A_report_of_a_past_commit_has_the_contents_of_that_commit()
    {
        _repository.Write("src/A.cs", "one\n");
        var past = _repository.Commit();
        _repository.Write("src/A.cs", "two\n");
        _repository.Commit();
        _repository.Write("src/A.cs", "three\n");

        Assert.Equal(Blob($"{past}:src/A.cs"), ContentOf("src/A.cs", past));
    }

    [Fact]
    public void What_git_does_not_tell_for_sure_is_unknown()
    {
        _repository.Write("src/Assumed.cs", "one\n");
        _repository.Write("src/Merged.cs", "one\n");
        _repository.Commit();
        _repository.Write("src/Untracked.cs", "one\n");
        _repository.Git("update-index", "--assume-unchanged", "src/Assumed.cs");
        _repository.Write("src/Assumed.cs", "changed\n");
        _repository.Git("checkout", "--quiet", "-b", "other");
        _repository.Write("src/Merged.cs", "theirs\n");
        _repository.Git("commit", "--quiet", "--all", "--message", "theirs");
        _repository.Git("checkout", "--quiet", "main");
        _repository.Write("src/Merged.cs", "ours\n");
        _repository.Git("commit", "--quiet", "--all", "--message", "ours");
        Assert.ThrowsAny<InvalidOperationException>(() => _repository.Git("merge", "--quiet", "other"));

        Assert.Equal(default, ContentOf("src/Assumed.cs"));
        Assert.Equal(default, ContentOf("src/Untracked.cs"));
        // Conflict marks and all, it is what was compiled, or would not compile.
        Assert.Equal(ContentId.Of(_repository.Git("hash-object", "src/Merged.cs")), ContentOf("src/Merged.cs"));
        Assert.Equal(default, ContentOf("src/Missing.cs", "0123456789012345678901234567890123456789"));
    }

    [Fact]
    public void A_content_survives_the_store_and_is_part_of_the_runs_hash()
    {
        _repository.Write("src/A.cs", "one\n");
        _repository.Commit();
        var report = Report("src/A.cs");
        var first = Record(report, null);
        _repository.Write("src/A.cs", "two\n");
        var second = Record(report, null, "other");

        Assert.NotEqual(first.Stored.Summary!.Hash, second.Stored.Summary!.Hash);
        var stored = new SqliteHistoryStore(_repository[".coverage-history/history.db"], new SqliteStoreOptions());
        Assert.Equal(Blob("HEAD:src/A.cs"), stored.LoadCoverage(first.Run.Id, null, default)[0].Content);
    }

    private ContentId Blob(string name) => ContentId.Of(_repository.Git("rev-parse", name));

    private ContentId ContentOf(string path, string? commit = null) => Record(Report(path), commit).Sessions[0].Coverage![0].Content;

    private string Report(string path) => _repository.Around.Write($"report{++_reports}.xml", $"""
        <coverage><sources><source>{_repository.Root}</source></sources><packages><package name="App"><classes>
        <class name="N.A" filename="{path}"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>
        """);

    private RecordOutcome Record(string report, string? commit, string? key = null) => new HistoryRecorder(null, _repository.Variables()).Record(new RecordRequest
    {
        WorkingDirectory = _repository.Root,
        Commit = commit,
        RunKey = key,
        Sessions = [new SessionInput { Name = "a", Files = [report] }],
    }, default);
}
