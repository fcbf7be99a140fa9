using CoverageHistory.Git;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>The set on a remote: a ref of our own, or a branch where the host refuses that.</summary>
internal sealed class RemoteSet(SetRepository repository, string remote)
{
    public const string OwnRef = "refs/coverage-history/v1/runs";
    public const string Branch = "refs/heads/coverage-history";

    private static readonly string[] Races =
    [
        "fetch first", "non-fast-forward", "stale info", "already exists", "incorrect old value", "reference is not at", "is at ",
    ];

    private static readonly string[] Locks = ["cannot lock ref", "failed to update ref", "failed to lock"];

    public string Place { get; private set; } = OwnRef;

    /// <summary>What the remote said of the push that was refused last.</summary>
    public string LastRefusal { get; private set; } = "";

    private string LocalRef => repository.LocalRefs + (Place == OwnRef ? "own" : "branch");

    /// <summary>Asks the remote and gets its commit here. Where both places hold something our own ref counts.</summary>
    /// <returns>The commit; null when there is none yet.</returns>
    public string? Fetch()
    {
        using var local = repository.Start(null, "for-each-ref", ["--format=%(refname) %(objectname)", repository.LocalRefs]);
        var tips = AskForTips();
        var known = repository.Wait(local).Text.Split('\n');
        if (tips.ContainsKey(OwnRef))
            Place = OwnRef;
        else if (tips.ContainsKey(Branch))
            Place = Branch;
        if (!tips.TryGetValue(Place, out var tip))
            return null;
        if (known.Contains($"{LocalRef} {tip}"))
            return tip;
        var output = repository.Run("fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
            "--no-auto-maintenance", "--refmap=", "--end-of-options", remote, $"+{Place}:{LocalRef}");
        if (!output.Succeeded)
            throw repository.Problem.Of("fetch", output);
        var fetched = repository.Run("rev-parse", "--verify", "--quiet", "--end-of-options", LocalRef);
        // Not what was asked for a moment ago where somebody pushed in between.
        return fetched.Succeeded ? fetched.Text.Trim() : throw repository.Problem.Failed("rev-parse", fetched);
    }

    /// <summary>Whether the remote has this commit in the place where it was pushed.</summary>
    public bool IsAt(string commit) => AskForTips().TryGetValue(Place, out var tip) && tip == commit;

    /// <summary>Pushes a commit that stands on the one that was fetched, or replaces that one.</summary>
    /// <param name="expected">What was fetched.</param>
    /// <param name="replaces">The commit begins anew; the push still fails when the remote has another one than was fetched.</param>
    /// <exception cref="SyncException">The remote refuses.</exception>
    public PushResult Push(string commit, string? expected, bool replaces, List<Diagnostic> diagnostics)
    {
        var output = Push(commit, expected, replaces, out var refusal);
        if (output.Succeeded)
            return PushResult.Done;
        if (refusal is null)
            throw repository.Problem.Of("push", output);
        if (TellRace(refusal, output) is { } race)
            return race;
        if (Place != OwnRef || expected is not null)
            throw repository.Problem.Refused(Place, refusal, output);
        var ownPlace = Place;
        Place = Branch;
        var second = Push(commit, null, replaces, out var secondRefusal);
        if (!second.Succeeded)
        {
            if (secondRefusal is null)
                throw repository.Problem.Of("push", second);
            if (TellRace(secondRefusal, second) is { } secondRace)
                return secondRace;
            throw repository.Problem.Refused($"{ownPlace} and to {Branch}", secondRefusal, second);
        }
        diagnostics.Add(new Diagnostic(DiagnosticCode.BranchUsed, DiagnosticSeverity.Warning,
            $"The remote '{remote}' refuses {ownPlace}, so the runs are on its branch coverage-history, which shares no history with the others. Whoever clones all branches gets it too."));
        return PushResult.Done;
    }

    /// <summary>Null when it is no race but a rule.</summary>
    private PushResult? TellRace(string refusal, GitOutput output)
    {
        LastRefusal = repository.Problem.Explain(refusal, output);
        if (Races.Any(race => refusal.Contains(race, StringComparison.OrdinalIgnoreCase)))
            return PushResult.Overtaken;
        return Locks.Any(words => refusal.Contains(words, StringComparison.OrdinalIgnoreCase)) ? PushResult.Locked : null;
    }

    private GitOutput Push(string commit, string? expected, bool replaces, out string? refusal)
    {
        string[] lease = replaces ? [$"--force-with-lease={Place}:{expected}"] : [];
        var output = repository.Run("push", ["--porcelain", "--no-thin", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
            .. lease, "--end-of-options", remote, $"{commit}:{Place}"]);
        // "!⇥from:to⇥[remote rejected] (reason)"
        refusal = output.Text.Split('\n').Where(line => line.StartsWith('!')).Select(line => line.Split('\t')[^1].Trim()).FirstOrDefault();
        return output;
    }

    private Dictionary<string, string> AskForTips()
    {
        var output = repository.Run("ls-remote", "--quiet", "--refs", "--end-of-options", remote, OwnRef, Branch);
        if (!output.Succeeded)
            throw repository.Problem.Of("ls-remote", output);
        var tips = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Text.Split('\n'))
        {
            if (line.Split('\t') is [var tip, var name])
                tips[name] = tip;
        }
        return tips;
    }
}
