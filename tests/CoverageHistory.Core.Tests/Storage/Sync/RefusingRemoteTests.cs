using CoverageHistory.Model;
using CoverageHistory.Storage.Sync;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Storage.Sync;

/// <summary>Remotes, and folders of one's own, that do not take part.</summary>
public sealed class RefusingRemoteTests : SyncFixture
{
    [Fact]
    public void A_ref_that_stays_locked_is_told_of_and_one_that_is_locked_for_a_moment_is_not()
    {
        var a = NewClone("a");
        RecordIn(a);
        a.Sync();
        RecordIn(a);
        var locked = Path.Combine(Remote, RemoteSet.OwnRef + ".lock");
        File.WriteAllText(locked, "");
        var error = Assert.Throws<SyncException>(() => a.Sync());
        Assert.Equal(DiagnosticCode.RemoteLocked, error.Code);
        Assert.Contains("runs.lock", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, HashesOf(a).Count);
        using var opening = new Timer(_ => File.Delete(locked), null, TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan);
        Assert.Equal(1, a.Sync().Pushed);
    }

    [UnprivilegedFact]
    public void A_remote_that_may_only_be_read_is_told_of_and_what_is_there_can_be_taken_in()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        RecordIn(a);
        a.Sync();
        RecordIn(a);
        // For root nothing is forbidden, so git works on the remote as somebody else, who must be let that far.
        SetModes([Repository.Around.Path], (UnixFileMode)0b111_101_101);
        Repository.GitIn(a.Root, "config", "remote.origin.receivepack",
            string.Join(' ', [.. UnprivilegedFactAttribute.Before, "env", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "'GIT_CONFIG_VALUE_0=*'", "git-receive-pack"]));
        var folders = Directory.GetDirectories(Remote, "*", SearchOption.AllDirectories).Append(Remote).ToArray();
        SetModes(folders, (UnixFileMode)0b101_101_101);
        try
        {
            Assert.Equal(DiagnosticCode.RemoteForbidden, Assert.Throws<SyncException>(() => a.Sync()).Code);
            Assert.Equal(1, b.Sync(SyncSteps.Pull).Taken!.Added);
        }
        finally
        {
            SetModes(folders, (UnixFileMode)0b111_101_101);
        }
        Repository.GitIn(a.Root, "config", "--unset", "remote.origin.receivepack");
        Assert.Equal(1, a.Sync().Pushed);
    }

    [UnixFact]
    public void An_ssh_host_that_does_not_know_the_user_is_told_of()
    {
        var ssh = Script(Repository.Around["ssh"], "echo 'git@host.invalid: Permission denied (publickey).' >&2; exit 255");
        var a = NewClone("a", ("GIT_SSH_COMMAND", ssh));
        Repository.GitIn(a.Root, "remote", "set-url", "origin", "ssh://git@host.invalid/x.git");
        RecordIn(a);
        var error = Assert.Throws<SyncException>(() => a.Sync());
        Assert.Equal(DiagnosticCode.RemoteForbidden, error.Code);
        Assert.Contains("publickey", error.Message, StringComparison.Ordinal);
        Assert.Single(HashesOf(a));
    }

    [UnixFact]
    public void A_host_that_does_not_answer_ends_with_the_time_that_was_given()
    {
        var ssh = Script(Repository.Around["ssh"], "exec sleep 60");
        var a = NewClone("a", ("GIT_SSH_COMMAND", ssh));
        Repository.GitIn(a.Root, "remote", "set-url", "origin", "ssh://git@host.invalid/x.git");
        var begin = TimeProvider.System.GetTimestamp();
        var error = Assert.Throws<SyncException>(() => a.Sync(new SyncOptions { Timeout = TimeSpan.FromSeconds(1) }));
        Assert.Equal(DiagnosticCode.SyncDeadlinePassed, error.Code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 0.9, 30);
    }

    [UnixFact]
    public void An_ssh_that_the_user_names_is_told_to_ask_nothing()
    {
        var log = Repository.Around["log"];
        Script(Repository.Around["ssh"], $"echo \"$@ askpass=$SSH_ASKPASS require=$SSH_ASKPASS_REQUIRE prompt=$GIT_TERMINAL_PROMPT\" >> '{log}'; exit 255");
        var a = NewClone("a");
        Repository.GitIn(a.Root, "remote", "set-url", "origin", "ssh://git@host.invalid/x.git");
        Repository.GitIn(a.Root, "config", "core.sshCommand", $"{Repository.Around["ssh"]} -i key");
        Assert.Throws<SyncException>(() => a.Sync());
        var said = File.ReadAllLines(log)[^1];
        Assert.StartsWith("-o BatchMode=yes -i key", said, StringComparison.Ordinal);
        Assert.EndsWith("askpass=false require=force prompt=0", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    public void A_folder_that_cannot_be_used_is_no_other_exchange(string kind)
    {
        var a = NewClone("a");
        var folder = Path.Combine(a.Root, ".git", "coverage-history");
        if (kind == "file")
            File.WriteAllText(folder, "mine");
        else
            Directory.CreateDirectory(Path.Combine(folder, "lock"));
        var error = Assert.Throws<SyncException>(() => a.Sync());
        Assert.Equal(DiagnosticCode.SyncFolderNotPermitted, error.Code);
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    private static void SetModes(string[] folders, UnixFileMode mode)
    {
        foreach (var folder in folders)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, mode);
        }
    }
}
