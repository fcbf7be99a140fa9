using System.Text;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// A prepared statement. Parameters are bound, and columns read, from left to right, so that a statement and the code beside it
/// stand in the same order.
/// </summary>
internal sealed class Statement(StoreConnection connection, sqlite3_stmt handle)
{
    private nint _pointer = handle.DangerousGetHandle();
    private int _parameter;
    private int _column;
    private long _rows;

    public Statement Bind(long value) => Checked(raw.sqlite3_bind_int64(handle, ++_parameter, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(double value) => Checked(raw.sqlite3_bind_double(handle, ++_parameter, value));

    public Statement Bind(double? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(string? value) =>
        value is null ? BindNull() : Checked(raw.sqlite3_bind_text(handle, ++_parameter, value));

    public Statement Bind(ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(handle, ++_parameter, value));

    public Statement Bind(byte[]? value) => value is null ? BindNull() : Bind(value.AsSpan());

    public Statement Bind(bool value) => Bind(value ? 1L : 0L);

    public Statement BindNull() => Checked(raw.sqlite3_bind_null(handle, ++_parameter));

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Goes to the next row; false after the last, and then the statement can be bound again.</summary>
    public bool Step()
    {
        while (true)
        {
            var code = raw.sqlite3_step(handle);
            _column = -1;
            if (code == raw.SQLITE_ROW)
                return ++_rows <= connection.MostRows ? true : throw Damaged("it repeats itself");
            if (code == raw.SQLITE_DONE)
            {
                Reset();
                return false;
            }
            var canRetry = SqliteFailure.IsBusy(code) && _rows == 0;
            var failure = canRetry ? null : connection.Failure(code);
            raw.sqlite3_reset(handle);
            if (canRetry && connection.Deadline.Pause())
                continue;
            failure ??= connection.Failure(code);
            Reset();
            throw failure;
        }
    }

    /// <summary>Passes the next column if it is null.</summary>
    public bool SkipNull()
    {
        if (ColumnCalls.Type(_pointer, _column + 1) != raw.SQLITE_NULL)
            return false;
        _column++;
        return true;
    }

    public void Skip(int columns) => _column += columns;

    public long Int64()
    {
        Expect(raw.SQLITE_INTEGER);
        return ColumnCalls.Int64(_pointer, _column);
    }

    public int Int32()
    {
        var value = Int64();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Damaged($"{value} is out of range");
    }

    public long? OptionalInt64() => ExpectOrNull(raw.SQLITE_INTEGER) ? ColumnCalls.Int64(_pointer, _column) : null;

    public double? OptionalDouble() => SkipNull() ? null : Double();

    public double Double()
    {
        Expect(raw.SQLITE_FLOAT);
        return raw.sqlite3_column_double(handle, _column);
    }

    public string Text()
    {
        Expect(raw.SQLITE_TEXT);
        return raw.sqlite3_column_text(handle, _column).utf8_to_string();
    }

    /// <param name="likely">Given back when it is what stands there: of a commit and its parent each is named twice.</param>
    public string Text(string? likely)
    {
        if (likely is null)
            return Text();
        Expect(raw.SQLITE_TEXT);
        var text = raw.sqlite3_column_blob(handle, _column);
        return Ascii.Equals(text, likely) ? likely : Encoding.UTF8.GetString(text);
    }

    public string? OptionalText() => ExpectOrNull(raw.SQLITE_TEXT) ? raw.sqlite3_column_text(handle, _column).utf8_to_string() : null;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob()
    {
        Expect(raw.SQLITE_BLOB);
        return raw.sqlite3_column_blob(handle, _column);
    }

    public string[] ColumnNames() =>
        [.. Enumerable.Range(0, raw.sqlite3_column_count(handle)).Select(column => raw.sqlite3_column_name(handle, column).utf8_to_string())];

    /// <summary>The next column as whatever it is.</summary>
    public object? Value() => ColumnCalls.Type(_pointer, _column + 1) switch
    {
        raw.SQLITE_INTEGER => Int64(),
        raw.SQLITE_FLOAT => Double(),
        raw.SQLITE_TEXT => Text(),
        raw.SQLITE_BLOB => Blob().ToArray(),
        _ => SkipNull() ? null : null,
    };

    public void Reset()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
        _parameter = 0;
        _column = -1;
        _rows = 0;
    }

    public void Finish()
    {
        _pointer = 0;
        raw.sqlite3_finalize(handle);
    }

    private Statement Checked(int code) => code == raw.SQLITE_OK ? this : throw connection.Failure(code);

    // STRICT tables hold what they promise, unless somebody wrote into the file.
    private void Expect(int type)
    {
        if (ColumnCalls.Type(_pointer, ++_column) != type)
            throw Damaged("a value is of an impossible kind");
    }

    /// <summary>False for null. Asked once: of thousands of rows each call shows.</summary>
    private bool ExpectOrNull(int type)
    {
        var found = ColumnCalls.Type(_pointer, ++_column);
        return found == type || (found == raw.SQLITE_NULL ? false : throw Damaged("a value is of an impossible kind"));
    }

    private InvalidDataException Damaged(string reason)
    {
        Reset();
        return new InvalidDataException(reason);
    }
}
