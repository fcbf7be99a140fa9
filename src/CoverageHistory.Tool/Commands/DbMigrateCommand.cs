using System.CommandLine;
using System.Globalization;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Commands;

internal sealed class DbMigrateCommand : ToolCommand
{
    private readonly Option<string?> _to = new("--to") { HelpName = "VERSION", Description = "A version of the schema, for an older tool. Default: this tool's." };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do it on a copy, and change nothing." };

    public DbMigrateCommand() : base("migrate", "Brings the history to another version of its schema, after a copy; verified before it is kept.")
    {
        Add(_to);
        Add(_dryRun);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend db migrate --to 1", "For a tool that knows schema 1. It stays there until `db migrate`."),
    ];

    public override bool TakesItsTime => true;

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        var version = parsed.GetNumber(_to);
        if (version > SqliteHistoryStore.SchemaVersion)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--to: there are versions 1 to {SqliteHistoryStore.SchemaVersion}, not {version}."));
        var isDry = parsed.GetValue(_dryRun);
        var store = context.OpenHistory();
        SchemaChange change;
        using (var progress = new Progress(context, "Migrating"))
            change = store.Migrate(version, isDry, context.Cancellation);
        if (context.IsJson)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("from", change.From);
                json.WriteNumber("to", change.To);
                json.WriteBoolean("applied", change.Copy is not null);
                json.WriteString("copy", change.Copy);
                json.WriteEndObject();
            });
            return ExitCode.Done;
        }
        if (change.From == change.To)
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The history has schema version {change.To} already."));
        else if (isDry)
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A copy went from schema version {change.From} to {change.To} and was verified. The history is as it was."));
        else
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The history went from schema version {change.From} to {change.To} and was verified. What was before is {change.Copy}."));
        return ExitCode.Done;
    }
}
