using System.Text;
using System.Text.Json;

namespace CoverageHistory.Tool.Init;

/// <summary>Adds the tool to the manifest of local tools.</summary>
internal static class ToolManifest
{
    private const string Tool = "dotnet-coverage-trend";

    /// <returns>Null when the manifest has it already.</returns>
    /// <exception cref="IOException">The manifest cannot be understood.</exception>
    public static FileEdit? Plan(string root, string version)
    {
        // The two places the SDK looks in; version 10 makes new ones in the root.
        var path = new[] { Path.Combine(root, ".config", "dotnet-tools.json"), Path.Combine(root, "dotnet-tools.json") }.FirstOrDefault(File.Exists);
        if (path is null)
            return FileEdit.Create(Path.Combine(root, "dotnet-tools.json"), NewManifest(version));
        var manifest = TextFile.Read(path);
        if (FindTools(manifest) is not { } tools)
            return null;
        var entry = Lines(Entry(version), manifest.NewLine, "    ");
        var after = tools.IsEmpty
            ? manifest.Text[..tools.Start] + manifest.NewLine + entry + manifest.NewLine + "  " + manifest.Text[tools.End..]
            : manifest.Text.Insert(tools.Start, manifest.NewLine + entry + ",");
        return new FileEdit(manifest, manifest with { Text = after });
    }

    private static string[] Entry(string version) =>
    [
        $"\"{Tool}\": {{",
        $"  \"version\": \"{version}\",",
        "  \"commands\": [",
        $"    \"{Tool}\"",
        "  ],",
        "  \"rollForward\": false",
        "}",
    ];

    private static string NewManifest(string version) => $$"""
        {
          "version": 1,
          "isRoot": true,
          "tools": {
        {{Lines(Entry(version), "\n", "    ")}}
          }
        }

        """;

    private static string Lines(IEnumerable<string> lines, string newLine, string indent) => string.Join(newLine, lines.Select(line => indent + line));

    /// <summary>Where the content of "tools" starts and ends, as offsets into the text; null when the tool is among them.</summary>
    private static (int Start, int End, bool IsEmpty)? FindTools(TextFile manifest)
    {
        var bytes = Encoding.UTF8.GetBytes(manifest.Text);
        int CharsBefore(long position) => Encoding.UTF8.GetCharCount(bytes, 0, (int)position);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !reader.ValueTextEquals("tools"))
                    continue;
                reader.Read();
                var start = CharsBefore(reader.BytesConsumed);
                var isEmpty = true;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    isEmpty = false;
                    if (reader.ValueTextEquals(Tool))
                        return null;
                    reader.Skip();
                }
                return (start, CharsBefore(reader.TokenStartIndex), isEmpty);
            }
        }
        catch (JsonException exception)
        {
            throw new IOException($"{manifest.Path} is not sound JSON ({exception.Message}); nothing was changed.", exception);
        }
        throw new IOException($"{manifest.Path} has no \"tools\"; nothing was changed.");
    }
}
