using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Work on the whole history: checking it, its schema, giving runs up, giving space back, and answering questions about it.</summary>
internal sealed class HistoryUpkeep(StoreAccess access, SpoolFolder spool)
{
    /// <summary>Checks the whole history, and the records that wait beside it. Nothing is changed, but for an older schema.</summary>
    /// <param name="progress">Told how many runs are checked, and of how many.</param>
    /// <exception cref="StoreException">The file cannot be opened; damage is no exception but a finding.</exception>
    public Verification Verify(Action<int, int>? progress, CancellationToken cancellation)
    {
        Verification checkedFile;
        try
        {
            checkedFile = access.Read(connection => new Verifier(connection, progress).Verify(), new Verification(0, 0, 0, 0, []), cancellation);
        }
        catch (StoreException exception) when (exception.Code is DiagnosticCode.StoreDamaged or DiagnosticCode.NotAHistory or DiagnosticCode.StoreRefused)
        {
            checkedFile = new Verification(0, 0, 0, 0, [new Finding(FindingKind.File, null, exception.Message)]);
        }
        return checkedFile with { Waiting = spool.Count, Findings = [.. checkedFile.Findings, .. spool.Check()] };
    }

    /// <summary>
    /// Brings the history to a version of the schema; null: the current one. It is copied before and verified after, and stays as it was
    /// when anything fails. One that is taken back stays there until it is migrated again: no other use brings it up.
    /// </summary>
    /// <param name="isDry">Whether everything is done on a copy only.</param>
    public SchemaChange Migrate(int? version, bool isDry, CancellationToken cancellation) => access.Translate(() =>
    {
        var current = Schema.Current.Version;
        if (version is < 1 || version > current)
            throw new ArgumentOutOfRangeException(nameof(version), version, $"there are versions 1 to {current.ToString(CultureInfo.InvariantCulture)}");
        var deadline = access.Begin(cancellation);
        return access.Rework.Migrate(version ?? current, isDry, migrated =>
        {
            // An older schema is verified by way of the current one: what comes up again whole went down whole.
            var again = migrated + ".again";
            try
            {
                File.Copy(migrated, again);
                using (var connection = StoreConnection.Open(again, deadline))
                    Schema.Current.Migrate(connection, current);
                VerifyCopy(again, access.Options, access.Location, cancellation);
            }
            finally
            {
                File.Delete(again);
            }
        }, deadline);
    });

    /// <summary>What <see cref="Prune"/> would give up.</summary>
    public PrunedRuns FindPrunable(PruneRequest request, CancellationToken cancellation) =>
        access.Read(connection => new Pruner(connection).Find(request), new PrunedRuns([], 0), cancellation);

    /// <summary>Gives runs, or their lines, up; other stores do not bring them back. All of them, or none.</summary>
    public PrunedRuns Prune(PruneRequest request, CancellationToken cancellation) => !access.Exists ? new PrunedRuns([], 0)
        : access.Translate(() => access.Write(connection => new Pruner(connection).Prune(request, access.Options.TimeProvider.GetUtcNow()), cancellation));

    /// <summary>Removes what no run refers to any more and gives the space back. Verified before it is kept.</summary>
    public CompactedHistory Compact(CancellationToken cancellation) => access.Translate(() =>
    {
        var deadline = access.Begin(cancellation);
        access.History.Read(deadline, _ => true);
        // Nobody takes an hour to make a file.
        var leftOver = access.History.Place.RemoveLeftOver(DateTime.UtcNow.AddHours(-1)) + spool.RemoveLeftOver(DateTime.UtcNow.AddDays(-1));
        var before = access.History.SizeBytes;
        var (lists, maps, names) = access.Rework.Change(connection => new Compactor(connection).Compact(),
            copy => VerifyCopy(copy, access.Options, access.Location, cancellation), deadline);
        return new CompactedHistory(before, access.History.SizeBytes, lists, maps, names, leftOver);
    });

    /// <summary>Answers one SELECT statement over the documented views and tables; nothing can be changed by it.</summary>
    /// <param name="mostRows">At least 1; where there are more, the result says so.</param>
    /// <exception cref="QueryException">It is not understood, does more than read the history, or takes longer than <paramref name="time"/>.</exception>
    public QueryResult Query(string sql, int mostRows, TimeSpan time, CancellationToken cancellation)
    {
        var deadline = new Deadline(access.Options with { OperationDeadline = time }, cancellation);
        try
        {
            return !access.Exists ? new QueryResult([], [], IsCutOff: false)
                : access.Translate(() => access.History.Read(deadline, connection => new QueryRunner(connection).Run(sql, mostRows)));
        }
        catch (StoreException exception) when (deadline.HasPassed)
        {
            throw new QueryException(string.Create(CultureInfo.InvariantCulture, $"the query took longer than {time.TotalSeconds:0.#} s; narrow it, or give it more time"), exception);
        }
    }

    /// <summary>Verifies a copy of the history.</summary>
    /// <param name="name">Of what was copied.</param>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static Verification VerifyCopy(string path, SqliteStoreOptions options, string name, CancellationToken cancellation)
    {
        var outcome = new SqliteHistoryStore(path, options).Verify(null, cancellation);
        return outcome.IsSound ? outcome : throw new StoreException(DiagnosticCode.StoreDamaged,
            $"{name} is damaged: {outcome.Findings[0].What.Replace(path, name, StringComparison.Ordinal)}; nothing was changed; "
            + "`db verify` lists what is wrong, `db recover` saves what can be read");
    }
}
