using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Opens the history for one operation after the other, and says what refuses in words that name the history.</summary>
internal sealed class StoreAccess(HistoryFile history, string location, SqliteStoreOptions options)
{
    public HistoryFile History => history;

    /// <summary>For work on the file as a whole.</summary>
    public HistoryRework Rework => new(history);

    public string Location => location;

    public SqliteStoreOptions Options => options;

    public bool Exists => history.Exists;

    /// <summary>The deadline of an operation that begins now.</summary>
    public Deadline Begin(CancellationToken cancellation) => new(options, cancellation);

    public T ReadRun<T>(Guid id, Func<StoreConnection, long, T> read, T none, CancellationToken cancellation) =>
        Read(connection => new RunTable(connection).FindRow(id) is { } row ? read(connection, row) : none, none, cancellation);

    public T Read<T>(Func<StoreConnection, T> read, T none, CancellationToken cancellation) =>
        Exists ? Translate(() => history.Read(Begin(cancellation), read)) : none;

    public bool Change(Guid id, Action<StoreConnection, long> change, CancellationToken cancellation) =>
        Exists && Translate(() => Write(connection =>
        {
            if (new RunTable(connection).FindRow(id) is not { } row)
                return false;
            change(connection, row);
            return true;
        }, cancellation));

    public T Write<T>(Func<StoreConnection, T> write, CancellationToken cancellation) =>
        history.Write(Begin(cancellation), write);

    public T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (StoreLockedException exception)
        {
            throw new StoreException(DiagnosticCode.StoreLocked, exception.Message, exception);
        }
        catch (InvalidDataException exception)
        {
            throw new StoreException(DiagnosticCode.StoreDamaged, $"{location} {SqliteFailure.Damaged}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SqliteFailure.Of(exception, location);
        }
    }
}
