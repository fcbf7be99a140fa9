using System.Globalization;
using System.Text.Json;

namespace CoverageHistory.TestLogger;

/// <summary>
/// What the logger tells the task: one file a session, written by <c>vstest.console</c>, read and deleted by MSBuild.
/// Written and read by hand, because a serializer's start costs more than the whole file.
/// </summary>
internal sealed record LoggedSession
{
    private const int Version = 1;

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The test host crashed, or the run was canceled: results and attachments may be incomplete.</summary>
    public bool IsAborted { get; init; }

    public IReadOnlyList<LoggedAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<LoggedTest> Tests { get; init; } = [];

    /// <summary>Writes beside the target and renames, so that a reader never sees half a file.</summary>
    public void WriteTo(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        using (var json = new Utf8JsonWriter(stream))
            Write(json);
        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="JsonException">The file is not what <see cref="WriteTo"/> writes.</exception>
    public static LoggedSession ReadFrom(string path)
    {
        using var stream = File.OpenRead(path);
        using var json = JsonDocument.Parse(stream);
        try
        {
            return Read(json.RootElement);
        }
        catch (Exception unexpected) when (unexpected is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new JsonException(unexpected.Message, unexpected);
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("started_at", StartedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        json.WriteBoolean("aborted", IsAborted);
        json.WriteStartArray("attachments");
        foreach (var attachment in Attachments)
        {
            json.WriteStartArray();
            json.WriteStringValue(attachment.Collector);
            json.WriteStringValue(attachment.Path);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("tests");
        foreach (var test in Tests)
        {
            json.WriteStartArray();
            json.WriteStringValue(test.Name);
            json.WriteNumberValue((int)test.Outcome);
            json.WriteNumberValue(test.Duration.Ticks);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static LoggedSession Read(JsonElement json)
    {
        var version = json.GetProperty("version").GetInt32();
        if (version != Version)
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"version {version} of the logger's file instead of {Version}"));
        return new LoggedSession
        {
            StartedAt = json.GetProperty("started_at").GetDateTimeOffset(),
            IsAborted = json.GetProperty("aborted").GetBoolean(),
            Attachments = [.. json.GetProperty("attachments").EnumerateArray().Select(attachment =>
                new LoggedAttachment(TextOf(attachment[0]), TextOf(attachment[1])))],
            Tests = [.. json.GetProperty("tests").EnumerateArray().Select(test =>
                new LoggedTest(TextOf(test[0]), OutcomeOf(test[1].GetInt32()), TimeSpan.FromTicks(test[2].GetInt64())))],
        };
    }

    private static string TextOf(JsonElement json) => json.GetString() ?? throw new FormatException("null instead of a text");

    private static LoggedOutcome OutcomeOf(int number) =>
        Enum.IsDefined((LoggedOutcome)number) ? (LoggedOutcome)number : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"outcome {number}"));
}

/// <param name="Collector">URI of the data collector that attached it.</param>
/// <param name="Path">Absolute path of the file.</param>
internal sealed record LoggedAttachment(string Collector, string Path);

/// <param name="Name">Identity over time, distinct within the session.</param>
internal sealed record LoggedTest(string Name, LoggedOutcome Outcome, TimeSpan Duration);

internal enum LoggedOutcome
{
    Passed,
    Failed,
    Skipped,
}
