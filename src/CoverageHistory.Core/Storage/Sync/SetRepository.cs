using System.Text;
using CoverageHistory.Git;
using CoverageHistory.Hashing;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>
/// A bare repository of its own below git's folder of the user's. What is fetched with a depth would else make the user's repository a
/// shallow one, and every object of the set would be kept, packed and checked with the user's. It runs with the settings that decide how
/// the user's repository reaches the remote, and no others, whichever file they stand in: a token that CI puts into a file for the path of
/// the user's repository alone reaches it too. It can be deleted at any time.
/// </summary>
internal sealed class SetRepository
{
    /// <summary>From so many packs on git looks through too many of them for each object.</summary>
    private const int MostPacks = 50;

    private const int MostOutputBytes = 1 << 30;

    private const string Keys =
        @"^(http\..*|credential\..*|url\..*|ssh\..*|safe\..*|core\.(sshcommand|gitproxy)|extensions\.objectformat|remote\..*\.(url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$";

    private static readonly (string, string)[] OwnSettings =
    [
        ("gc.auto", "0"), ("maintenance.auto", "false"), ("core.logallrefupdates", "false"), ("fetch.unpacklimit", "1"),
        ("fastimport.unpacklimit", "1"), ("fetch.showforcedupdates", "false"), ("init.defaultbranch", "none"), ("push.negotiate", "false"),
    ];

    private readonly SyncDeadline _deadline;
    private readonly GitProgram _program;
    private readonly List<(string Key, string Value)> _settings;

    private SetRepository(GitRepository user, string folder, List<(string Key, string Value)> settings, string remote, SyncDeadline deadline)
    {
        _program = user.Git;
        _settings = settings;
        _deadline = deadline;
        WorkingFolder = user.WorkTree ?? user.GitDirectory;
        Path = System.IO.Path.Combine(folder, "set.git");
        string[] urls = [.. settings.Where(setting => setting.Key == $"remote.{remote}.url" || setting.Key == $"remote.{remote}.pushurl").Select(setting => setting.Value)];
        Problem = new RemoteProblem(remote, urls);
        LocalRefs = "refs/sets/" + Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(urls[0])))[..16] + "/";
    }

    public string Path { get; }

    public RemoteProblem Problem { get; }

    /// <summary>Where refs of this remote are kept.</summary>
    public string LocalRefs { get; }

    /// <summary>URLs of remotes that are relative paths begin here.</summary>
    private string WorkingFolder { get; }

    public static string FolderOf(GitRepository user) => System.IO.Path.Combine(user.CommonDirectory, "coverage-history");

    /// <param name="folder">Locked by the caller.</param>
    /// <exception cref="SyncException">There is no such remote.</exception>
    public static SetRepository Open(GitRepository user, string folder, string remote, SyncDeadline deadline)
    {
        var settings = ReadSettings(user, deadline);
        var names = settings.Where(setting => setting.Key.StartsWith("remote.", StringComparison.Ordinal) && setting.Key.EndsWith(".url", StringComparison.Ordinal))
            .Select(setting => setting.Key["remote.".Length..^".url".Length]).Distinct().ToArray();
        if (remote.StartsWith('-') || remote.StartsWith('+') || !names.Contains(remote))
        {
            throw new SyncException(DiagnosticCode.NoRemote, $"The repository has no remote '{remote}'; it has {(names.Length == 0 ? "none" : string.Join(", ", names))}. "
                + "Name one with --remote, or add it: git remote add NAME URL.");
        }
        var repository = new SetRepository(user, folder, settings, remote, deadline);
        repository.Prepare(settings.LastOrDefault(setting => setting.Key == "extensions.objectformat").Value ?? "sha1");
        return repository;
    }

    public GitOutput Run(string command, params IEnumerable<string> arguments) => Run(null, command, arguments);

    /// <param name="input">Writes what git reads.</param>
    /// <param name="outputBytes">How much git will probably write, where that is known.</param>
    public GitOutput Run(Action<Stream>? input, string command, IEnumerable<string> arguments, long outputBytes = 0)
    {
        using var running = Start(input, command, arguments);
        return Wait(running, outputBytes);
    }

    public GitCommand Start(Action<Stream>? input, string command, IEnumerable<string> arguments)
    {
        if (_deadline.IsPast)
            throw Late();
        return _program.ForExchange(Path, _settings, _deadline.Remaining).Start(WorkingFolder, input, command, arguments);
    }

    public GitOutput Wait(GitCommand running, long outputBytes = 0)
    {
        try
        {
            return running.WaitForOutput(_deadline.Cancellation, limitBytes: MostOutputBytes, (int)Math.Min(outputBytes, MostOutputBytes));
        }
        catch (TimeoutException exception)
        {
            throw Late(exception);
        }
    }

    public SyncException Late(Exception? exception = null) => new(DiagnosticCode.SyncDeadlinePassed,
        FormattableString.Invariant($"The exchange did not end within {_deadline.Limit.TotalSeconds:0.#} s. What was taken in stays, and what was not sent stays here; run it again, or give it more time with --timeout."),
        exception);

    private void Prepare(string objectFormat)
    {
        if (!File.Exists(System.IO.Path.Combine(Path, "HEAD")))
        {
            var output = Run("init", "--bare", "--quiet", "--template=", $"--object-format={objectFormat}");
            if (!output.Succeeded)
                throw Problem.Failed("init", output);
        }
        var packs = System.IO.Path.Combine(Path, "objects", "pack");
        if (Directory.Exists(packs) && Directory.EnumerateFiles(packs, "*.pack").Skip(MostPacks).Any())
            Run("gc", "--quiet", "--prune=now");
    }

    /// <summary>As they apply to the user's repository, conditional includes and all.</summary>
    private static List<(string Key, string Value)> ReadSettings(GitRepository user, SyncDeadline deadline)
    {
        using var command = user.Git.Start(user.WorkTree ?? user.GitDirectory, "config", "-z", "--get-regexp", Keys);
        var settings = new List<(string, string)>();
        foreach (var setting in command.WaitForOutput(deadline.Cancellation).SplitByNul())
        {
            var end = setting.IndexOf('\n', StringComparison.Ordinal);
            settings.Add(end < 0 ? (setting, "true") : (setting[..end], setting[(end + 1)..]));
        }
        return [.. settings, .. OwnSettings];
    }
}
