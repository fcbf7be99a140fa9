using System.Globalization;
using CoverageHistory.Hashing;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>A version of the schema as a list of steps, and whether a file has exactly it.</summary>
/// <param name="fingerprint">Of the objects that the steps make, where it is known without making them.</param>
internal sealed class Schema(IReadOnlyList<Migration> migrations, string? fingerprint = null)
{
    /// <summary>"CovH" in ASCII.</summary>
    public const int ApplicationId = 0x436F7648;

    /// <summary>Of the current version's objects; it changes with every step that is added.</summary>
    internal const string KnownFingerprint = "813091147827aeafb70ab33ac15d6c03498412ab7f93f04edd4c45738bbc848f";

    // The planner's statistics, which other tools may have had collected; SQLite creates them in just these words.
    private static readonly string[] Statistics =
    [
        "table sqlite_stat1 sqlite_stat1 CREATE TABLE sqlite_stat1(tbl,idx,stat)",
        "table sqlite_stat4 sqlite_stat4 CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    ];

    private readonly Lazy<HashSet<string>> _objects = new(() => ObjectsOf(migrations));

    public static Schema Current { get; } = new(Migration.All, KnownFingerprint);

    public int Version => migrations[^1].Version;

    /// <summary>Of the objects that the steps make.</summary>
    internal string Fingerprint => FingerprintOf(_objects.Value);

    /// <summary>The schema as it was at a version.</summary>
    public Schema At(int version) => new([.. migrations.TakeWhile(migration => migration.Version <= version)]);

    /// <returns>The version of the file's schema, at least 1.</returns>
    /// <exception cref="StoreException">The file is none of ours, or newer than this.</exception>
    public int CheckHeader(StoreConnection connection)
    {
        var application = connection.ReadInteger("PRAGMA application_id");
        if (application != ApplicationId)
            throw Refused(DiagnosticCode.NotAHistory, connection, string.Create(CultureInfo.InvariantCulture, $"is not a coverage history (application id {application}); it is left as it is; name another file with --db"));
        var version = (int)connection.ReadInteger("PRAGMA user_version");
        if (version > Version)
            throw Refused(DiagnosticCode.NewerSchema, connection,
                string.Create(CultureInfo.InvariantCulture, $"has schema version {version}, this tool knows up to {Version}; it is left as it is; update the tool"));
        return version > 0 ? version : throw Refused(DiagnosticCode.NotAHistory, connection, string.Create(CultureInfo.InvariantCulture, $"has the impossible schema version {version}"));
    }

    /// <summary>Compares every object of the schema, before any other query touches one.</summary>
    public void CheckObjects(StoreConnection connection)
    {
        var objects = ReadObjects(connection);
        objects.RemoveAll(Statistics.Contains);
        // Making the objects to compare with takes longer than most queries.
        if (fingerprint is not null && FingerprintOf(objects) == fingerprint)
            return;
        var missing = new HashSet<string>(_objects.Value, StringComparer.Ordinal);
        foreach (var found in objects)
        {
            if (!missing.Remove(found))
                throw Refused(DiagnosticCode.StoreRefused, connection, $"holds an object that is not the history's: {Shorten(found)}");
        }
        if (missing.Count > 0)
            throw Refused(DiagnosticCode.StoreRefused, connection, $"lacks an object of its schema: {Shorten(missing.First())}");
    }

    /// <summary>Brings the file to <paramref name="version"/>, a step a transaction. 0 is an empty file. Foreign keys are off afterwards.</summary>
    public void Migrate(StoreConnection connection, int version)
    {
        // A table is made anew by replacing it, which its references must not notice. They are checked before a step is kept.
        connection.ExecuteScript("PRAGMA foreign_keys = OFF");
        while (true)
        {
            var done = connection.InTransaction("BEGIN IMMEDIATE", () =>
            {
                var current = (int)connection.ReadInteger("PRAGMA user_version");
                if (current == version)
                    return true;
                var migration = migrations.Single(step => step.Version == (current < version ? current + 1 : current));
                if (current < version)
                {
                    connection.ExecuteScript(migration.Up);
                    migration.AfterUp?.Invoke(connection);
                }
                else
                {
                    migration.BeforeDown?.Invoke(connection);
                    connection.ExecuteScript(migration.Down);
                }
                CheckReferences(connection);
                var next = current < version ? current + 1 : current - 1;
                connection.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {next}"));
                return next == version;
            });
            if (done)
                return;
        }
    }

    private static void CheckReferences(StoreConnection connection)
    {
        var broken = connection.Prepare("PRAGMA foreign_key_check");
        if (!broken.Step())
            return;
        var table = broken.Text();
        broken.Reset();
        throw new InvalidDataException($"a row of {table} refers to one that is missing");
    }

    private static StoreException Refused(string code, StoreConnection connection, string reason) =>
        new(code, $"{connection.Path} {reason}");

    private static HashSet<string> ObjectsOf(IReadOnlyList<Migration> migrations)
    {
        using var connection = StoreConnection.OpenMemory(new Deadline(new SqliteStoreOptions(), CancellationToken.None));
        foreach (var migration in migrations)
            connection.ExecuteScript(migration.Up);
        return new HashSet<string>(ReadObjects(connection), StringComparer.Ordinal);
    }

    private static List<string> ReadObjects(StoreConnection connection)
    {
        var objects = new List<string>();
        var rows = connection.Prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema");
        while (rows.Step())
            objects.Add($"{rows.Text()} {rows.Text()} {rows.Text()} {rows.OptionalText()}");
        return objects;
    }

    /// <summary>The same for any order; a file cannot have it by other objects.</summary>
    private static string FingerprintOf(IEnumerable<string> objects)
    {
        var sorted = new List<string>(objects);
        sorted.Sort(StringComparer.Ordinal);
        return Sha256.HexOf(string.Join('\0', sorted));
    }

    private static string Shorten(string text) =>
        string.Concat((text.Length > 100 ? text[..97] + "..." : text).Select(c => char.IsControl(c) ? ' ' : c));
}
