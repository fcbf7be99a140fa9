using System.Globalization;
using CoverageHistory.TestKit;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests;

/// <summary>Histories that real git made: which runs are on a branch's line, and what each is compared with.</summary>
public sealed class BranchTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();
    private int _runs;
    private (string, string?)[] _variables = [];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Runs_from_before_a_branch_belong_to_its_line_and_later_ones_of_main_do_not()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        Checkout("main");
        Record("m2");
        Assert.Equal(["m1", "m2"], Line());
        Assert.Equal(["m1", "f1"], Line("--branch", "feature"));
        Assert.Equal("m1", BaseOf("f1"));
        Assert.Equal("m1", BaseOf("m2"));
        Assert.Equal([("m1", "on"), ("f1", "other_branch"), ("m2", "on")], Listed());
    }

    [Fact]
    public void What_was_merged_is_not_on_the_line_but_the_merge_is()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        Checkout("main");
        Record("m2");
        _repository.Git("merge", "--quiet", "--no-ff", "--message", "Merge", "feature");
        RecordHead("merge");
        Assert.Equal(["m1", "m2", "merge"], Line());
        Assert.Equal("m2", BaseOf("merge"));
    }

    [Fact]
    public void A_branch_that_main_was_moved_forward_to_is_on_its_line()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        Checkout("main");
        _repository.Git("merge", "--quiet", "--ff-only", "feature");
        Assert.Equal(["m1", "f1"], Line());
    }

    [Fact]
    public void A_squash_is_compared_with_the_line_it_went_into()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        Checkout("main");
        _repository.Git("merge", "--quiet", "--squash", "feature");
        Record("squash");
        Assert.Equal(["m1", "squash"], Line());
        Assert.Equal("m1", BaseOf("squash"));
    }

    [Fact]
    public void An_amended_commit_is_superseded()
    {
        Record("m1");
        Record("m2");
        _repository.Git("commit", "--quiet", "--amend", "--allow-empty", "--message", "Better");
        RecordHead("m2 amended");
        Assert.Equal(["m1", "m2 amended"], Line());
        Assert.Equal("m1", BaseOf("m2 amended"));
        Assert.Equal([("m1", "on"), ("m2", "superseded"), ("m2 amended", "on")], Listed().Order());
        Assert.Contains("superseded", Run("runs", "list").Output, StringComparison.Ordinal);
        Assert.Contains("1 run is not on this line", Run("show").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebased_branch_keeps_the_runs_from_before_and_draws_the_new_ones()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        Record("f2");
        Checkout("main");
        Record("m2");
        Checkout("feature");
        _repository.Git("rebase", "--quiet", "main");
        RecordHead("f2 rebased");
        Assert.Equal(["m1", "m2", "f2 rebased"], Line());
        // Its own parent, the rebased first one, was not recorded: git tells that main's run comes before.
        Assert.Equal("m2", BaseOf("f2 rebased"));
        Assert.Equal([("f1", "superseded"), ("f2", "superseded"), ("f2 rebased", "on"), ("m1", "on"), ("m2", "on")], Listed().Order());
    }

    [Fact]
    public void Commits_that_were_rebased_away_are_told_though_not_all_of_them_were_recorded()
    {
        Record("m1");
        Checkout("-b", "feature");
        _repository.Commit();
        Record("f1");
        _repository.Commit();
        Record("f2");
        Checkout("main");
        Record("m2");
        Checkout("feature");
        _repository.Git("rebase", "--quiet", "main");
        RecordHead("f2 rebased");

        Assert.Equal(["m1", "m2", "f2 rebased"], Line());
        Assert.Equal([("f1", "superseded"), ("f2", "superseded"), ("f2 rebased", "on"), ("m1", "on"), ("m2", "on")], Listed().Order());
    }

    [Fact]
    public void A_branch_that_was_merged_and_deleted_still_has_its_line()
    {
        Record("m1");
        _repository.Commit();
        Checkout("-b", "feature");
        _repository.Commit();
        Record("f1");
        Checkout("main");
        _repository.Git("merge", "--quiet", "--no-ff", "--message", "Merge", "feature");
        _repository.Git("branch", "--quiet", "--delete", "feature");
        RecordHead("merge");

        Assert.Equal(["m1", "f1"], Line("--branch", "feature"));
        Assert.Equal(["m1", "merge"], Line());
        Assert.Equal("m1", BaseOf("f1"));
    }

    [Fact]
    public void On_a_detached_head_CI_says_the_branch()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        Checkout("--detach", "main");
        _variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_REF", "refs/heads/main")];

        Assert.Equal(["m1"], Line());
        Assert.Equal("main", Run("show", "--format", "json").Json().GetProperty("branch").GetString());
    }

    [Fact]
    public void The_merge_that_CI_makes_of_a_pull_request_shows_the_line_of_the_pull_request()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        var head = _repository.Commit();
        Checkout("main");
        Record("m2");
        var merge = _repository.Git("commit-tree", "-p", "main", "-p", "feature", "-m", "Merge", "HEAD^{tree}");
        Checkout("--detach", merge);
        var theEvent = $$"""{"pull_request":{"number":7,"head":{"ref":"feature","sha":"{{head}}","repo":{"full_name":"a/b"} },"base":{"ref":"main","repo":{"full_name":"a/b"} } } }""";
        _variables =
        [
            ("GITHUB_ACTIONS", "true"), ("GITHUB_REF", "refs/pull/7/merge"), ("GITHUB_SHA", merge),
            ("GITHUB_EVENT_PATH", _repository.Around.Write("event.json", theEvent)),
        ];
        RecordHead("pull request");

        Assert.Equal(["m1", "f1", "pull request"], Line());
        Assert.Equal("f1", BaseOf("pull request"));
        var judged = Run("check", "--max-drop", "1", "--format", "json").Json();
        Assert.Equal("pull request", NameOf(judged.GetProperty("run").GetString()!, _repository.Root));
        Assert.Equal("f1", NameOf(judged.GetProperty("base").GetString()!, _repository.Root));
    }

    [Fact]
    public void Without_git_what_was_recorded_serves()
    {
        Record("m1");
        Record("m2");
        Checkout("-b", "feature");
        Record("f1");
        _variables = [("PATH", "")];

        Assert.Equal(["m1", "m2", "f1"], Line("--db", Database));
        Assert.Equal(["m1", "m2"], Line("--branch", "main", "--db", Database));
        Assert.Equal("m2", BaseOf("f1"));
        Assert.Equal(["on", "on", "on"], Listed().Select(run => run.Item2));
    }

    [Fact]
    public void A_detached_head_shows_what_leads_to_it()
    {
        Record("m1");
        var second = Record("m2");
        Record("m3");
        Checkout("--detach", second);
        Assert.Equal(["m1", "m2"], Line());
        Assert.Equal(["m1", "m2", "m3"], Line("--branch", "main"));
    }

    [Fact]
    public void An_orphan_branch_begins_anew()
    {
        Record("m1");
        Checkout("--orphan", "other");
        Record("o1");
        Assert.Equal(["o1"], Line());
        Assert.Equal(("none", null), Baseline("o1"));
    }

    [Fact]
    public void Commits_that_nobody_recorded_do_not_break_the_line()
    {
        Record("m1");
        _repository.Commit();
        _repository.Commit();
        Record("m2");
        Assert.Equal("m1", BaseOf("m2"));
        Assert.Contains("m1", Line());
    }

    [Fact]
    public void In_a_shallow_clone_the_baseline_is_unknown_where_a_commit_between_was_not_recorded()
    {
        Record("m1");
        _repository.Commit();
        _repository.Commit();
        var clone = Clone();
        var recorded = RunIn(clone, "record", Report("m2"), "--session", "m2", "--db", Database);
        Assert.Contains("baseline unknown: COVH1029", recorded.Output, StringComparison.Ordinal);
        Assert.Equal(("unknown", null), Baseline("m2", clone));
        Assert.Contains("baseline unknown", RunIn(clone, "show", "--db", Database).Output, StringComparison.Ordinal);
        Assert.Contains("baseline unknown", RunIn(clone, "report", "--type", "markdown", "--db", Database).Output, StringComparison.Ordinal);
        Assert.Contains("baseline unknown", RunIn(clone, "report", "--type", "html", "--db", Database).Output, StringComparison.Ordinal);
        var check = RunIn(clone, "check", "--max-drop", "0.1", "--db", Database);
        Assert.Equal(3, check.Code);
        Assert.Contains("baseline unknown (COVH1029)", check.Output, StringComparison.Ordinal);
        // The whole repository knows better.
        Assert.Equal("m1", BaseOf("m2"));
        Assert.Equal(0, Run("check", "--max-drop", "1").Code);
    }

    [Fact]
    public void In_a_shallow_clone_the_recorded_parents_lead_to_the_baseline()
    {
        Record("m1");
        _repository.Commit();
        var clone = Clone();
        RunIn(clone, "record", Report("m2"), "--session", "m2", "--db", Database);
        Assert.Equal("m1", BaseOf("m2", clone));
        Assert.Equal(["m1", "m2"], Line(clone, "--db", Database));
    }

    [Fact]
    public void Runs_ahead_of_the_local_branch_are_on_its_line()
    {
        Record("m1");
        var behind = _repository.Git("rev-parse", "HEAD");
        Record("m2");
        _repository.Git("reset", "--quiet", "--hard", behind);
        Assert.Equal(["m1", "m2"], Line());
    }

    [Fact]
    public void A_history_of_another_repository_is_shown_whole()
    {
        Record("m1");
        Checkout("-b", "feature");
        Record("f1");
        using var other = new TemporaryRepository("other", branch: "trunk");
        other.Commit();
        Assert.Equal(["m1", "f1"], Line(other.Root, "--db", Database));
    }

    [Fact]
    public void Runs_of_branches_that_are_over_are_given_up_but_for_those_on_the_line_of_the_default_branch()
    {
        RecordPlain("m1");
        Checkout("-b", "forwarded");
        RecordPlain("on main");
        Checkout("-b", "merged");
        RecordPlain("merged");
        Checkout("main");
        _repository.Git("merge", "--quiet", "--ff-only", "forwarded");
        _repository.Git("merge", "--quiet", "--no-ff", "--message", "Merge", "merged");
        Checkout("-b", "open");
        RecordPlain("open");
        Checkout("-b", "gone", "main");
        RecordPlain("gone");
        Checkout("main");
        _repository.Git("branch", "--quiet", "--delete", "--force", "gone", "merged");

        Assert.Contains("config set branch.default", Run("db", "prune", "--merged").Error, StringComparison.Ordinal);
        Run("config", "set", "branch.default", "main");
        Assert.EndsWith("Nothing was changed: add --yes to do it.\n", Run("db", "prune", "--merged").Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("db", "prune", "--merged", "--yes").Code);
        Assert.Equal(["m1", "on main", "open"], Listed().Select(run => run.Item1).Order());
    }

    [Fact]
    public void A_clone_that_does_not_know_all_branches_gives_none_of_them_up()
    {
        RecordPlain("m1");
        Checkout("-b", "other");
        RecordPlain("other");
        Checkout("main");
        _repository.Commit();
        var clone = Clone();
        Assert.Contains("is shallow", RunIn(clone, "db", "prune", "--merged", "--db", Database).Error, StringComparison.Ordinal);
        var single = _repository.Around["single"];
        _repository.GitIn(_repository.Around.Path, "clone", "--quiet", "--single-branch", new Uri(_repository.Root).AbsoluteUri, single);
        Assert.Contains("does not fetch all branches", RunIn(single, "db", "prune", "--merged", "--yes", "--db", Database).Error, StringComparison.Ordinal);
        Assert.Equal(2, Listed().Length);
    }

    [Theory]
    [InlineData("--upload-pack=touch PWN")]
    [InlineData("main..feature")]
    [InlineData("../../HEAD")]
    public void A_hostile_branch_name_is_only_a_name(string name)
    {
        Record("m1");
        Assert.Equal(0, Run("show", $"--branch={name}").Code);
        Assert.Empty(Line($"--branch={name}"));
        Assert.False(File.Exists(_repository["PWN"]));
    }

    private string Database => _repository[".coverage-history/history.db"];

    private void Checkout(params string[] arguments) => _repository.Git(["checkout", "--quiet", .. arguments]);

    private string Clone()
    {
        var clone = _repository.Around["clone"];
        _repository.GitIn(_repository.Around.Path, "clone", "--quiet", "--depth", "1", new Uri(_repository.Root).AbsoluteUri, clone);
        return clone;
    }

    /// <summary>Commits and records a run whose session has the name.</summary>
    private string Record(string name)
    {
        _repository.Commit(name);
        return RecordHead(name);
    }

    /// <summary>Without a label, which would keep the run.</summary>
    private void RecordPlain(string name)
    {
        _repository.Commit(name);
        var recorded = Run("record", Report(name), "--session", name);
        Assert.True(recorded.Code == 0, recorded.Error);
    }

    private string RecordHead(string name)
    {
        var recorded = Run("record", Report(name), "--session", name, "--tag", name.Replace(' ', '-'));
        Assert.True(recorded.Code == 0, recorded.Error);
        return _repository.Git("rev-parse", "HEAD");
    }

    private string Report(string name) => _repository.Around.Write(name + ".info", string.Create(CultureInfo.InvariantCulture, $"TN:{name}\nSF:src/A.cs\nDA:1,1\nDA:2,{_runs % 2}\nend_of_record\n"));

    private string[] Line(params string[] arguments) => arguments is [var folder, ..] && Path.IsPathFullyQualified(folder)
        ? Names(RunIn(folder, ["show", "--format", "json", .. arguments[1..]]), folder)
        : Names(Run(["show", "--format", "json", .. arguments]), _repository.Root);

    private string[] Names(ToolResult shown, string folder) =>
        [.. shown.Json().GetProperty("points").EnumerateArray().Select(point => NameOf(point.GetProperty("run").GetString()!, folder))];

    private (string, string)[] Listed() => [.. Run("runs", "list", "--format", "json").Json().GetProperty("runs").EnumerateArray()
        .Select(run => (NameOf(run.GetProperty("id").GetString()!, _repository.Root), run.GetProperty("line").GetString()!))];

    private string NameOf(string run, string folder) =>
        RunIn(folder, "runs", "show", run, "--format", "json", "--db", Database).Json().GetProperty("sessions")[0].GetProperty("name").GetString()!;

    private string? BaseOf(string name, string? folder = null) => Baseline(name, folder).Name;

    private (string Baseline, string? Name) Baseline(string name, string? folder = null)
    {
        folder ??= _repository.Root;
        var runs = Run("runs", "list", "--format", "json").Json().GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("id").GetString()!);
        var id = runs.Single(run => NameOf(run, folder) == name);
        var shown = RunIn(folder, "runs", "show", id, "--format", "json", "--db", Database).Json();
        return (shown.GetProperty("baseline").GetString()!, shown.GetProperty("base").GetString() is { } before ? NameOf(before, folder) : null);
    }

    private ToolResult Run(params string[] arguments) => RunIn(_repository.Root, arguments);

    private ToolResult RunIn(string folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        TerminalTraits Traits(bool noColor) => new(100, HasColor: false, IsUnicode: true, IsPlain: true);
        var host = new ToolHost
        {
            Output = output,
            Error = error,
            OutputTraits = Traits,
            ErrorTraits = Traits,
            OpenInput = () => Stream.Null,
            Directory = folder,
            Variables = _repository.Variables([("CI", null), ("GITHUB_ACTIONS", null), ("COVERAGE_HISTORY_DB", null), .. _variables]),
            // A minute a run: what happens at once has no order.
            Clock = new FixedClock(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero).AddMinutes(arguments[0] == "record" ? ++_runs : _runs)),
        };
        return new ToolResult(Application.Run(arguments, host, CancellationToken.None), output.ToString(), error.ToString());
    }
}
