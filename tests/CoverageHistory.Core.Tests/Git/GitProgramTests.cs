using CoverageHistory.Git;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

/// <summary>With a script in the place of git, which does what the real one does only on a bad day.</summary>
public sealed class GitProgramTests
{
    [UnixFact]
    public void A_git_that_takes_too_long_is_stopped_with_its_children()
    {
        using var folder = new TemporaryDirectory();
        var git = Script(folder, $"sleep 600 & echo $! > {folder["child"]}; echo $$ > {folder["pid"]}; wait", TimeSpan.FromMilliseconds(500));
        using var command = git.Start(folder.Path, "status");

        var thrown = Assert.Throws<TimeoutException>(() => command.WaitForOutput(CancellationToken.None));

        Assert.Equal("git status took longer than 0.5 s", thrown.Message);
        AssertGone(folder);
    }

    [UnixFact]
    public void A_git_that_nobody_waits_for_any_more_is_stopped()
    {
        using var folder = new TemporaryDirectory();
        var git = Script(folder, $"sleep 600 & echo $! > {folder["child"]}; echo $$ > {folder["pid"]}; wait", TimeSpan.FromMinutes(5));
        using var giveUp = new CancellationTokenSource();
        using (var command = git.Start(folder.Path, "status"))
        {
            SpinWait.SpinUntil(() => File.Exists(folder["pid"]) && File.ReadAllText(folder["pid"]).EndsWith('\n'));
            giveUp.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => command.WaitForOutput(giveUp.Token));
        }
        AssertGone(folder);
    }

    [UnixFact]
    public void A_status_that_takes_too_long_costs_nothing_but_the_dirty_flag()
    {
        using var repository = new TemporaryRepository();
        var sha = repository.Commit();
        var path = repository.Around.Write("bin/git", "#!/bin/sh\ncase \"$*\" in *porcelain*) exec sleep 600;; *) PATH=${PATH#*:} exec git \"$@\";; esac\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var variables = repository.Variables(("PATH", $"{repository.Around["bin"]}:{repository.Variables()["PATH"]}"));
        var git = GitProgram.Find(variables, limit: TimeSpan.FromSeconds(5))!;

        var state = GitRepository.Discover(repository.Root, git, CancellationToken.None, out _)!.ReadState(CancellationToken.None);

        Assert.Equal((sha, null), (state.Head?.Sha, state.IsDirty));
    }

    [UnixFact]
    public void Endless_output_is_cut_off()
    {
        using var folder = new TemporaryDirectory();
        using var command = Script(folder, "yes").Start(folder.Path, "status");

        var output = command.WaitForOutput(CancellationToken.None, limitBytes: 100_001);

        Assert.Equal((100_001, true, false), (output.Bytes.Length, output.IsTruncated, output.Succeeded));
    }

    [UnixFact]
    public void Any_amount_of_complaints_holds_nothing_up()
    {
        using var folder = new TemporaryDirectory();
        using var command = Script(folder, "echo 'fatal: first' >&2; yes | head -c 1000000 >&2; echo done; exit 3").Start(folder.Path, "status");

        var output = command.WaitForOutput(CancellationToken.None);

        Assert.Equal((3, "done\n", "fatal: first"), (output.ExitCode, output.Text, output.Complaint));
    }

    [UnixFact]
    public void A_complaint_in_a_message_has_no_secret_and_no_control_character()
    {
        using var folder = new TemporaryDirectory();
        using var command = Script(folder, @"printf 'fatal: https://u:secret@host/r \033[31mfailed\n' >&2; exit 1").Start(folder.Path, "status");

        Assert.Equal("fatal: https://host/r ?[31mfailed", command.WaitForOutput(CancellationToken.None).Complaint);
    }

    [UnixFact]
    public void A_git_that_cannot_be_started_is_an_error_of_its_own()
    {
        using var folder = new TemporaryDirectory();
        var git = Script(folder, "exit 0");
        File.WriteAllText(folder["bin/git"], "#!/no/such/interpreter\n");

        Assert.Throws<GitException>(() => git.Start(folder.Path, "status"));
    }

    [UnixFact]
    public void A_file_called_git_that_is_no_program_is_passed_over()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("bin/git", "text");

        Assert.Null(GitProgram.Find(new Dictionary<string, string> { ["PATH"] = folder["bin"] }));
    }

    private static GitProgram Script(TemporaryDirectory folder, string script, TimeSpan? limit = null)
    {
        var path = folder.Write("bin/git", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var variables = new Dictionary<string, string> { ["PATH"] = $"{folder["bin"]}:/usr/bin:/bin" };
        return GitProgram.Find(variables, limit)!;
    }

    private static void AssertGone(TemporaryDirectory folder)
    {
        foreach (var name in (string[])["pid", "child"])
        {
            var status = $"/proc/{File.ReadAllText(folder[name]).Trim()}/status";
            // A process that was killed may stay as a zombie until its parent takes notice.
            Assert.True(SpinWait.SpinUntil(() => !IsAlive(status), TimeSpan.FromSeconds(30)), $"{name} is still there");
        }
    }

    private static bool IsAlive(string status)
    {
        try
        {
            return !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
