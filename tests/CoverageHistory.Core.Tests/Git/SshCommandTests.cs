using CoverageHistory.Git;

namespace CoverageHistory.Core.Tests.Git;

public sealed class SshCommandTests
{
    [Theory]
    [InlineData("ssh", "ssh -o BatchMode=yes")]
    [InlineData("ssh -i key -p 22", "ssh -o BatchMode=yes -i key -p 22")]
    [InlineData("/usr/bin/ssh -i key", "/usr/bin/ssh -o BatchMode=yes -i key")]
    [InlineData("\"C:/Program Files/OpenSSH/ssh.exe\" -i key", "\"C:/Program Files/OpenSSH/ssh.exe\" -o BatchMode=yes -i key")]
    [InlineData("'/my tools/ssh' -v", "'/my tools/ssh' -o BatchMode=yes -v")]
    [InlineData("plink -batch", "plink -batch")]
    [InlineData("/opt/my-ssh", "/opt/my-ssh")]
    [InlineData("sshpass ssh", "sshpass ssh")]
    [InlineData("KEY=1 ssh", "KEY=1 ssh")]
    [InlineData("$(which ssh) -v", "$(which ssh) -v")]
    public void Ssh_is_told_to_ask_nothing_and_what_may_be_another_program_stays(string command, string expected)
    {
        Assert.Equal(expected, SshCommand.Of(new Dictionary<string, string>(), command, null));
        Assert.Equal(expected, SshCommand.Of(new Dictionary<string, string> { ["GIT_SSH_COMMAND"] = command }, "other", null));
    }

    [Fact]
    public void A_program_without_arguments_is_quoted() => Assert.Equal("'/my tools/ssh' -o BatchMode=yes",
        SshCommand.Of(new Dictionary<string, string> { ["GIT_SSH"] = "/my tools/ssh" }, null, null));

    [Fact]
    public void Another_variant_has_other_options() => Assert.Equal("ssh", SshCommand.Of(new Dictionary<string, string>(), "ssh", "simple"));
}
