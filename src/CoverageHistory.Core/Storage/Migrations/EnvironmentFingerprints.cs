using CoverageHistory.Model;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Storage.Migrations;

/// <summary>Writes fingerprints anew, which are taken over other facts since schema 3.</summary>
internal static class EnvironmentFingerprints
{
    public static void Renew(StoreConnection connection)
    {
        var rows = connection.Prepare("SELECT id, cpu_model, cores, os, architecture, runtime FROM environment");
        var fingerprints = new List<(long Id, string Fingerprint)>();
        while (rows.Step())
            fingerprints.Add((rows.Int64(), new ExecutionEnvironment(rows.Text(), rows.Int32(), rows.Text(), rows.Text(), rows.Text()).Fingerprint));
        foreach (var (id, fingerprint) in fingerprints)
            connection.Prepare("UPDATE environment SET fingerprint = ? WHERE id = ?").Bind(fingerprint).Bind(id).Run();
    }
}
