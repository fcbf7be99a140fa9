using System.CommandLine;
using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Storage.Sync;
using CoverageHistory.Tool.Rendering;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

/// <summary>Exchanges runs with a remote of the repository: both ways, or as the commands below it say.</summary>
internal sealed class SyncCommand : ToolCommand
{
    private const int MostTimeoutSeconds = 86_400;

    private readonly SyncSteps? _steps;

    private readonly Option<string?> _remote = new("--remote")
    {
        HelpName = "NAME",
        Description = "The remote of the repository. Default: the setting sync.remote, and without it origin.",
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "How long all of it may take.",
        DefaultValueFactory = _ => 120,
    };

    /// <param name="steps">Null: only tell what is where.</param>
    private SyncCommand(string name, string description, SyncSteps? steps) : base(name, description)
    {
        _steps = steps;
        _timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is 0 or > MostTimeoutSeconds))
            {
                result.AddError($"--timeout is a whole number from 1 to {MostTimeoutSeconds}.");
            }
        });
        Add(_remote);
        Add(_timeout);
    }

    public override IReadOnlyList<(string, string)> Examples => Name switch
    {
        "sync" => [("dotnet coverage-trend sync", "Everybody who does so has all runs.")],
        "pull" => [("dotnet coverage-trend sync pull", "The history in a new clone.")],
        "push" => [("dotnet coverage-trend sync push", "In CI, where nobody reads the history.")],
        _ => [],
    };

    public static SyncCommand WithDirections() => new("sync", "Exchanges runs with a remote of the repository, through git: takes in what is new there, and sends what is new here.", SyncSteps.Pull | SyncSteps.Push)
    {
        new SyncCommand("pull", "Takes in the runs of the remote.", SyncSteps.Pull),
        new SyncCommand("push", "Sends the runs that the remote lacks.", SyncSteps.Push),
        new SyncCommand("status", "What is where. Asks the remote and changes nothing.", steps: null),
        new SyncCommand("compact", "Writes the runs on the remote anew, without those that were deleted and earlier forms of others.", SyncSteps.Compact),
    };

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenDatabase();
        if (context.Repository is not { } repository)
        {
            throw new SyncException(DiagnosticCode.NoRemote,
                $"There is no git repository whose remote could be asked: {context.RepositoryProblem?.Message ?? context.Directory}");
        }
        var options = new SyncOptions { Remote = parsed.GetValue(_remote) ?? context.Settings.SyncRemote, Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)) };
        var exchange = new RunExchange(repository, store, context.Host.Clock);
        if (_steps is not { } steps)
        {
            var status = exchange.GetStatus(options, context.Cancellation);
            context.Report(status.Diagnostics);
            SyncText.Write(context, status);
            return ExitCode.Done;
        }
        SyncOutcome outcome;
        using (var progress = new Progress(context, "Exchanging runs"))
            outcome = exchange.Run(steps, options, context.Cancellation);
        context.Report(outcome.Diagnostics);
        SyncText.Write(context, outcome);
        return ExitCode.Done;
    }
}
