using System.CommandLine;
using System.Globalization;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbBackupCommand : ToolCommand
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "Where the copy goes. Default: beside the history, with the time in its name.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace a file of that name." };

    public DbBackupCommand() : base("backup", "Copies the history, while others may record, and checks the copy.")
    {
        Add(_file);
        Add(_force);
    }

    public override IReadOnlyList<(string, string)> Examples =>
        [("dotnet coverage-trend db backup /backups/history.db --force", "Replaces the last copy, once the new one is checked.")];

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var store = context.OpenHistory();
        var target = parsed.GetValue(_file) is { } file ? Path.GetFullPath(file, context.Host.Directory)
            : $"{store.Location}.{context.Host.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.bak";
        Verification outcome;
        using (var progress = new Progress(context, "Copying and verifying"))
            outcome = store.Backup(target, parsed.GetValue(_force), context.Cancellation);
        var size = new FileInfo(target).Length;
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("path", target);
                json.WriteNumber("runs", outcome.Runs);
                json.WriteNumber("size_bytes", size);
                json.WriteEndObject();
            });
        }
        else
            context.Out.WriteLine($"{RunText.Count(outcome.Runs)} {(outcome.Runs == 1 ? "run" : "runs")} copied to {target}, and checked there.");
        return ExitCode.Done;
    }
}
