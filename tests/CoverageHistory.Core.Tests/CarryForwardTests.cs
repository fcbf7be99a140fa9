using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

public sealed class CarryForwardTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();
    private DateTimeOffset _now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private int _reports;

    public CarryForwardTests()
    {
        _repository.Write("src/Fast.cs", "one\ntwo\n");
        _repository.Write("src/Slow.cs", "one\ntwo\n");
        _repository.Write("src/Shared.cs", "one\ntwo\n");
        _repository.Write(".config/coverage-history.json", """{"carryForward": ["Slow.*"], "carryForwardRuns": 2}""");
        _repository.Commit();
    }

    private SqliteHistoryStore Store => new(_repository[".coverage-history/history.db"], new SqliteStoreOptions());

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_session_that_the_run_lacks_is_carried_from_the_run_before_and_counts()
    {
        var first = Record("1", Fast(), Slow());

        var second = Record("2", Fast());

        Assert.Equal(first.Stored.Summary!.Coverage, second.Stored.Summary!.Coverage);
        Assert.Equal((1, 2), (second.Stored.Summary.CarriedSessions, second.Stored.Summary.Sessions));
        Assert.Equal("Slow.Tests", Assert.Single(second.Carried).Name);
        var stored = Store.ListSessions(second.Run.Id, default).Single(session => session.Session.Carried is not null).Session;
        Assert.Equal(("Slow.Tests", new CarriedFrom(first.Run.Id, 1)), (stored.Name, stored.Carried));
        Assert.Equal(DiagnosticCode.SessionCarried, Assert.Single(second.Diagnostics).Code);
        Assert.Contains($$"""
            "carried":{"from":"{{first.Run.Id}}","runs":1}
            """, System.Text.Encoding.UTF8.GetString(Store.LoadRecord(second.Run.Id, default)!.ToText()), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_carried_so_many_runs_and_no_further_and_always_from_where_it_was_measured()
    {
        var first = Record("1", Fast(), Slow());
        Record("2", Fast());
        var third = Record("3", Fast());
        var fourth = Record("4", Fast());

        Assert.Equal(new CarriedFrom(first.Run.Id, 2), Assert.Single(third.Carried).Carried);
        Assert.Empty(fourth.Carried);
        var missing = Assert.Single(fourth.Diagnostics);
        Assert.Equal((DiagnosticCode.SessionMissing, DiagnosticSeverity.Warning), (missing.Code, missing.Severity));
        Assert.Equal(1, fourth.Stored.Summary!.Sessions);
    }

    [Fact]
    public void What_is_measured_after_all_takes_the_place_of_what_was_carried()
    {
        Record("1", Fast(), Slow());
        Record("2", Fast());

        var joined = Record("2", Slow(("src/Slow.cs", 0, 0)));

        Assert.Equal((0, 2), (joined.Stored.Summary!.CarriedSessions, joined.Stored.Summary.Sessions));
        Assert.Equal(new CoveredCount(1, 4), joined.Stored.Summary.Coverage!.Value.Lines);
        Assert.Equal(joined.Stored.Summary.Hash, Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(joined.Run.Id, default)!.ToText())));
        Assert.Empty(joined.Carried);
    }

    [Fact]
    public void What_is_measured_first_is_not_carried_when_the_others_join()
    {
        Record("1", Fast(), Slow());
        Record("2", Slow(("src/Slow.cs", 1, 0)));

        var joined = Record("2", Fast());

        Assert.Equal((0, 2), (joined.Stored.Summary!.CarriedSessions, joined.Stored.Summary.Sessions));
    }

    [Fact]
    public void Recording_the_same_again_changes_nothing()
    {
        Record("1", Fast(), Slow());
        var fast = Fast();
        var second = Record("2", fast);

        var again = Record("2", fast);

        Assert.Equal(second.Stored.Summary!.Hash, again.Stored.Summary!.Hash);
        Assert.Equal(2, again.Stored.Summary.Sessions);
    }

    [Fact]
    public void Files_that_changed_since_or_are_gone_are_left_out()
    {
        Record("1", Fast(), Slow(("src/Slow.cs", 1, 1), ("src/Shared.cs", 1, 0), ("src/Fast.cs", 0, 1)));
        _repository.Write("src/Slow.cs", "one\nzwei\n");
        File.Delete(_repository["src/Shared.cs"]);
        _repository.Commit();

        var second = Record("2", Fast());

        Assert.Equal(["src/Fast.cs"], Store.LoadCoverage(second.Run.Id, null, default).Select(file => file.Path.Value));
        Assert.Contains("without 2 of 3 files", Assert.Single(second.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(new CoveredCount(2, 2), second.Stored.Summary!.Coverage!.Value.Lines);
    }

    [Fact]
    public void A_session_nobody_named_or_that_failed_is_not_carried()
    {
        Record("1", Fast(), Slow() with { Status = RunStatus.Failed });

        var second = Record("2", Slow() with { Name = "Other.Tests" });

        Assert.Empty(second.Carried);
        Assert.Equal(DiagnosticCode.SessionMissing, Assert.Single(second.Diagnostics).Code);
    }

    [Fact]
    public void A_run_that_joins_takes_its_sessions_whatever_guid_their_folder_has()
    {
        _repository.Write(".config/coverage-history.json", """{"carryForward": ["results/**"]}""");
        Record("1", Slow() with { Name = $"results/{Guid.NewGuid()}/coverage.xml" });
        Record("2", Fast());

        var joined = Record("2", Slow() with { Name = $"results/{Guid.NewGuid()}/coverage.xml" });

        Assert.Equal((0, 2), (joined.Stored.Summary!.CarriedSessions, joined.Stored.Summary.Sessions));
    }

    [Fact]
    public void A_doubtful_session_is_not_carried()
    {
        Record("1", Fast(), Slow(("src/Slow.cs", 0, 0)));

        var second = Record("2", Fast());

        Assert.Empty(second.Carried);
        Assert.Contains("COVH1023", Assert.Single(second.Diagnostics).Message, StringComparison.Ordinal);
    }

    private SessionInput Fast() => Input("Fast.Tests", ("src/Fast.cs", 1, 0));

    private SessionInput Slow() => Slow(("src/Slow.cs", 1, 1));

    private SessionInput Slow(params (string, int, int)[] files) => Input("Slow.Tests", files);

    private SessionInput Input(string name, params (string Path, int First, int Second)[] files) => new()
    {
        Name = name,
        Files =
        [
            _repository.Around.Write($"report{++_reports}.xml", $"""
                <coverage><!-- {_reports} --><sources><source>{_repository.Root}</source></sources><packages><package name="App"><classes>
                {string.Concat(files.Select(file => $"""<class name="{file.Path}" filename="{file.Path}"><lines><line number="1" hits="{file.First}"/><line number="2" hits="{file.Second}"/></lines></class>"""))}
                </classes></package></packages></coverage>
                """),
        ],
    };

    private RecordOutcome Record(string key, params SessionInput[] inputs)
    {
        _now = _now.AddMinutes(1);
        return new HistoryRecorder(new FixedClock(_now), _repository.Variables()).Record(
            new RecordRequest { WorkingDirectory = _repository.Root, RunKey = key, Sessions = inputs }, default);
    }
}
