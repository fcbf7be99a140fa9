using System.CommandLine;
using CoverageHistory.Formats;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sync;
using CoverageHistory.Tool.Help;

namespace CoverageHistory.Tool;

/// <summary>One invocation from arguments to exit code.</summary>
internal static class Application
{
    public static int Run(string[] arguments, ToolHost host, CancellationToken cancellation)
    {
        var commands = new CommandTree(arguments.FirstOrDefault());
        // Without response files: an argument that starts with @ is a branch or a test name here.
        var parsed = commands.Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var context = new CommandContext(host, commands.Global, parsed, cancellation);
        try
        {
            return Run(commands, parsed, context);
        }
        catch (Exception exception)
        {
            return Explain(exception, context);
        }
        finally
        {
            context.Out.Flush();
        }
    }

    private static int Run(CommandTree commands, ParseResult parsed, CommandContext context)
    {
        if (CommandTree.IsHelp(parsed))
        {
            new HelpText(commands, parsed.CommandResult.Command).Write(context.Out);
            return ExitCode.Done;
        }
        if (CommandTree.IsVersion(parsed))
        {
            context.Out.WriteLine(ProductVersion.Text);
            return ExitCode.Done;
        }
        if (Suggestions.MistypedOption(parsed) is { } option)
            return Refuse($"There is no option '{option}' here.");
        if (parsed.Errors.Count > 0)
            return Refuse(parsed.Errors[0].Message.Trim());
        context.TakesItsTime = parsed.CommandResult.Command is ToolCommand { TakesItsTime: true };
        switch (parsed.CommandResult.Command)
        {
            case ToolCommand { Operation: { } operation } command:
                return context.OpenStore().Logged(operation, context.Host.Clock, () => command.Execute(parsed, context));
            case ToolCommand command:
                return command.Execute(parsed, context);
            case RootCommand:
                return commands.Show.Execute(parsed, context);
            case var group:
                new HelpText(commands, group).Write(context.Error);
                context.Error.Flush();
                return ExitCode.BadInput;
        }

        int Refuse(string message)
        {
            context.Fail(message);
            foreach (var line in Suggestions.For(parsed))
                context.Error.WriteLine(line);
            context.Error.Flush();
            return ExitCode.BadInput;
        }
    }

    private static int Explain(Exception exception, CommandContext context)
    {
        if (context.IsDetailed && exception is not OperationCanceledException)
        {
            foreach (var line in exception.ToString().Split('\n'))
                context.Error.WriteLine(line.TrimEnd('\r'));
        }
        switch (exception)
        {
            case OperationCanceledException when context.Cancellation.IsCancellationRequested:
                context.Fail("cancelled");
                return ExitCode.Cancelled;
            case TimeoutException:
                context.Report(new Diagnostic(DiagnosticCode.DeadlinePassed, DiagnosticSeverity.Error, $"{exception.Message}; --timeout gives it more time"));
                return ExitCode.StoreRefused;
            case RunFormatException runs:
                context.Report(new Diagnostic(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Error, runs.Message));
                return ExitCode.BadInput;
            case ReportFormatException format:
                context.Report(new Diagnostic(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Error,
                    $"expected {format.Expected}, found {format.Found}", format.Path, format.Line));
                return ExitCode.BadInput;
            case StoreException store:
                context.Report(new Diagnostic(store.Code, DiagnosticSeverity.Error, store.Message));
                return ExitCode.StoreRefused;
            case SyncException sync:
                context.Report(new Diagnostic(sync.Code, DiagnosticSeverity.Error, sync.Message));
                return sync.Code == DiagnosticCode.NoRemote ? ExitCode.BadInput : ExitCode.StoreRefused;
            case GitException git:
                context.Report(new Diagnostic(DiagnosticCode.NoGit, DiagnosticSeverity.Error, git.Message));
                return ExitCode.StoreRefused;
            case UsageException or IOException or UnauthorizedAccessException:
                context.Fail(exception.Message);
                return ExitCode.BadInput;
            default:
                context.Fail($"unexpected {exception.GetType().Name}: {exception.Message} (--verbosity detailed shows where; please report it)");
                return ExitCode.BadInput;
        }
    }
}
