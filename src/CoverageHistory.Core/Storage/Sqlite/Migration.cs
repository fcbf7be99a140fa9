using System.Globalization;
using CoverageHistory.Storage.Migrations;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>One numbered step of the schema, in both directions. Never edited once released.</summary>
internal sealed record Migration(int Version, Lazy<string> UpText, Lazy<string> DownText)
{
    public Migration(int version, string up, string down) : this(version, new Lazy<string>(() => up), new Lazy<string>(() => down))
    {
    }

    public string Up => UpText.Value;

    public string Down => DownText.Value;

    /// <summary>What SQL cannot say; within the same transaction.</summary>
    public Action<StoreConnection>? AfterUp { get; init; }

    /// <inheritdoc cref="AfterUp"/>
    public Action<StoreConnection>? BeforeDown { get; init; }

    /// <summary>The embedded steps, ascending from 1.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    private static List<Migration> Load()
    {
        var assembly = typeof(Migration).Assembly;
        const string prefix = "CoverageHistory.Storage.Migrations.";
        const string suffix = ".up.sql";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(
                int.Parse(name.AsSpan(prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture),
                new Lazy<string>(() => Read(name)),
                new Lazy<string>(() => Read(name[..^suffix.Length] + ".down.sql"))))
            .Select(migration => migration.Version switch
            {
                2 => migration with { AfterUp = RunHashes.ToRecords, BeforeDown = RunHashes.ToText1 },
                3 => migration with { AfterUp = EnvironmentFingerprints.Renew, BeforeDown = RunHashes.ToRecords2 },
                _ => migration,
            })
            .ToList();

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name));
            // The text of a table is part of the schema that is checked, whatever a checkout made of line ends.
            return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        }
    }
}
