using CoverageHistory.Git;
using CoverageHistory.TestKit;
using CsCheck;

namespace CoverageHistory.Core.Tests.Git;

public sealed class RemoteTests
{
    [Theory]
    [InlineData("https://github.com/o/r.git", "https://github.com/o/r.git")]
    [InlineData("https://user:secret@github.com/o/r.git", "https://github.com/o/r.git")]
    [InlineData("https://secret@github.com/o/r.git", "https://github.com/o/r.git")]
    [InlineData("HTTPS://secret@github.com/o/r.git", "HTTPS://github.com/o/r.git")]
    [InlineData("https://user:sec@ret@github.com/o/r", "https://github.com/o/r")]
    [InlineData("https://user:sec/ret@github.com/o/r", "https://github.com/o/r")]
    [InlineData("https://user:sec%40ret@github.com:8443/o/r", "https://github.com:8443/o/r")]
    [InlineData("https://github.com/o/r?token=secret", "https://github.com/o/r")]
    [InlineData("https://github.com/o/r#secret", "https://github.com/o/r")]
    [InlineData("https://github.com/@scope/r", "https://github.com/@scope/r")]
    [InlineData("https://[::1]:8443/@scope/r", "https://[::1]:8443/@scope/r")]
    [InlineData("ssh://git@host:22/o/r.git", "ssh://git@host:22/o/r.git")]
    [InlineData("ssh://git:secret@host/o/r.git", "ssh://git@host/o/r.git")]
    [InlineData("git+ssh://git:secret@host/o/r.git", "git+ssh://git@host/o/r.git")]
    [InlineData("ssh://host/o/r.git", "ssh://host/o/r.git")]
    [InlineData("git://secret@host/o/r.git", "git://host/o/r.git")]
    [InlineData("git@github.com:o/r.git", "git@github.com:o/r.git")]
    [InlineData("git@github.com:o/@scope/r.git", "git@github.com:o/@scope/r.git")]
    [InlineData("git:secret@github.com:o/r.git", "git@github.com:o/r.git")]
    [InlineData("host:path/r.git", "host:path/r.git")]
    [InlineData("../r.git", "../r.git")]
    [InlineData("/srv/git/r:1@x.git", "/srv/git/r:1@x.git")]
    [InlineData(@"C:\git\r@x", @"C:\git\r@x")]
    [InlineData("file:///srv/git/r.git", "file:///srv/git/r.git")]
    [InlineData("ext::ssh -o secret host %S", null)]
    [InlineData("helper::https://user:secret@host/r", null)]
    [InlineData("https://host/r\nsecret", null)]
    [InlineData(" ", null)]
    public void A_url_loses_what_could_be_a_secret(string url, string? expected) =>
        Assert.Equal(expected, RemoteUrl.WithoutCredentials(url));

    [Fact]
    public void No_password_survives_in_any_url_that_git_understands()
    {
        var password = Gen.Char["abcXYZ019-._~!$&'()*+,;=:@% "].Array[1, 12]
            .Select(characters => $"canary{new string(characters)}canary");
        var form = Gen.OneOf(
            "https://user:{0}@host/o/r.git", "https://{0}@host/o/r", "http://user:{0}@host:8080/o/r", "ssh://git:{0}@host/o/r.git",
            "ssh://git:{0}@host:22/o/r.git", "https://host/o/r?private_token={0}", "https://host/o/r#{0}", "git:{0}@host:o/r.git",
            "ext::connect {0}", "remote-helper::https://u:{0}@host/r", "ftp://u:{0}@host/r");

        Gen.Select(form, password).Sample((form, password) =>
        {
            var url = form.Replace("{0}", password, StringComparison.Ordinal);
            return RemoteUrl.WithoutCredentials(url)?.Contains("canary", StringComparison.Ordinal) != true;
        }, seed: "0000KOIKFkV4", iter: 5_000);
    }

    [Fact]
    public void A_message_loses_the_user_part_of_every_url_in_it() =>
        Assert.Equal(
            "fatal: https://host/r and 'ssh://host2/r' failed",
            RemoteUrl.Redact("fatal: https://u:secret@host/r and 'ssh://git:secret@host2/r' failed"));

    [Fact]
    public void Origin_comes_first()
    {
        using var repository = new TemporaryRepository();
        repository.Git("remote", "add", "backup", "https://backup.example/r.git");
        repository.Git("remote", "add", "origin", "https://user:secret@origin.example/r.git");

        Assert.Equal("https://origin.example/r.git", repository.Discover().Remote);
    }

    [Fact]
    public void Without_origin_the_upstreams_remote_counts()
    {
        using var repository = new TemporaryRepository(branch: "feature.one");
        repository.Git("remote", "add", "first", "https://first.example/r.git");
        repository.Git("remote", "add", "second", "https://second.example/r.git");
        repository.Git("config", "branch.feature.one.remote", "second");

        Assert.Equal("https://second.example/r.git", repository.Discover().Remote);
    }

    [Fact]
    public void Without_either_the_only_remote_counts_and_several_do_not()
    {
        using var repository = new TemporaryRepository();
        Assert.Null(repository.Discover().Remote);

        repository.Git("remote", "add", "first", "git@first.example:r.git");
        Assert.Equal("git@first.example:r.git", repository.Discover().Remote);

        repository.Git("remote", "add", "second", "https://second.example/r.git");
        Assert.Null(repository.Discover().Remote);
    }

    [Fact]
    public void A_token_that_the_user_has_git_insert_does_not_come_along()
    {
        using var repository = new TemporaryRepository();
        repository.Git("remote", "add", "origin", "https://origin.example/r.git");
        repository.Git("config", "url.https://x:secret@origin.example/.insteadOf", "https://origin.example/");

        Assert.Equal("https://origin.example/r.git", repository.Discover().Remote);
    }
}
