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
    public static IReadOnlyList<Migration> All { get; } =
    [
        Embedded(1, "0001_initial"),
        Embedded(2, "0002_operations_and_records") with { AfterUp = RunHashes.ToRecords, BeforeDown = RunHashes.ToText1 },
        Embedded(3, "0003_benchmarks") with { AfterUp = EnvironmentFingerprints.Renew, BeforeDown = RunHashes.ToRecords2 },
    ];

    private static Migration Embedded(int version, string name) =>
        new(version, new Lazy<string>(() => Read(name + ".up.sql")), new Lazy<string>(() => Read(name + ".down.sql")));

    private static string Read(string name)
    {
        name = "CoverageHistory.Storage.Migrations." + name;
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name));
        // The text of a table is part of the schema that is checked, whatever a checkout made of line ends.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
