using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CoverageHistory.Configuration;

/// <summary>Changes one setting in the text of a configuration file and leaves everything else as it is, comments included.</summary>
internal static class SettingsFileEditor
{
    /// <summary>Escapes what JSON and HTML need escaped and leaves letters of every script readable.</summary>
    private static readonly JavaScriptEncoder Letters = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <param name="text">The file's text; empty for a new one.</param>
    /// <param name="value">As <see cref="SettingDefinition.Parse"/> gives it.</param>
    /// <exception cref="JsonException">The text is no sound configuration.</exception>
    public static string Set(string text, SettingDefinition setting, string value)
    {
        if (string.IsNullOrWhiteSpace(text))
            text = "{\n}\n";
        var edit = new Edit(text);
        var keys = setting.Key.Split('.');
        var json = setting.Kind == SettingKind.Text ? Quote(value) : value;

        var parent = edit.Root;
        for (var i = 0; i < keys.Length; i++)
        {
            if (parent.Properties!.FirstOrDefault(property => property.Name == keys[i])?.Value is not { } found)
                return edit.Insert(parent, keys[i..], json);
            if (i == keys.Length - 1 || found.Properties is null)
                return edit.Replace(found, keys[(i + 1)..], json);
            parent = found;
        }
        throw new ArgumentException($"a key without a name: '{setting.Key}'", nameof(setting));
    }

    /// <returns>The same text when the setting does not stand in it.</returns>
    /// <exception cref="JsonException">The text is no sound configuration.</exception>
    public static string Unset(string text, SettingDefinition setting)
    {
        if (string.IsNullOrWhiteSpace(text))
            return text;
        var edit = new Edit(text);
        var path = new List<(JsonSpan Parent, JsonSpan.Property Property)>();
        var parent = edit.Root;
        foreach (var key in setting.Key.Split('.'))
        {
            if (parent.Properties?.FirstOrDefault(property => property.Name == key) is not { } property)
                return text;
            path.Add((parent, property));
            parent = property.Value;
        }
        // An object that would be left empty goes, too.
        var last = path.Count - 1;
        while (last > 0 && path[last].Parent.Properties!.Count == 1)
            last--;
        return edit.Remove(path[last].Parent, path[last].Property);
    }

    /// <summary>Writes a file in one piece, with the folder it stands in.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string Quote(string value) => $"\"{Letters.Encode(value)}\"";

    /// <summary>The text as bytes, in which the spans of its JSON stand.</summary>
    private sealed class Edit
    {
        private readonly byte[] _bytes;
        private readonly string _newLine;

        public Edit(string text)
        {
            _bytes = Encoding.UTF8.GetBytes(text);
            _newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            Root = JsonSpan.Parse(_bytes);
            if (Root.Properties is null)
                throw new JsonException("The configuration has to be an object.");
        }

        public JsonSpan Root { get; }

        public string Replace(JsonSpan value, string[] keys, string json) =>
            With(value.Start, value.End, Nest(keys, json, IndentOfLine(value.Start)));

        public string Insert(JsonSpan parent, string[] keys, string json)
        {
            var isOneLine = !parent.Source.Contains('\n', StringComparison.Ordinal);
            var last = parent.Properties!.Count == 0 ? null : parent.Properties[^1];
            var outer = IndentOfLine(parent.Start);
            var indent = last is null || isOneLine ? outer + "  " : IndentOfLine(last.Start);
            var property = $"{Quote(keys[0])}: {Nest(keys[1..], json, indent)}";
            if (last is null)
            {
                // Whatever comments stand in the empty object stay above.
                var content = EndOfContent(parent);
                return With(content, parent.End - 1, $"{_newLine}{indent}{property}{_newLine}{outer}");
            }
            var comma = Comma(last.Value.End, parent.End);
            if (isOneLine)
                return comma is null ? With(last.Value.End, last.Value.End, $", {property}") : With(comma.Value + 1, comma.Value + 1, $" {property}");
            var end = EndOfContent(parent);
            var text = $"{_newLine}{indent}{property}{(comma is null ? "" : ",")}";
            return comma is null
                ? Text(0, last.Value.End) + "," + Text(last.Value.End, end) + text + Text(end, _bytes.Length)
                : With(end, end, text);
        }

        public string Remove(JsonSpan parent, JsonSpan.Property property)
        {
            var (start, end) = (property.Start, property.Value.End);
            var at = parent.Properties!.ToList().IndexOf(property);
            if (Comma(end, parent.End) is { } following)
            {
                var between = Text(end, following).TrimStart();
                if (between.Length > 0)
                    return Text(0, start) + between + Text(following + 1, _bytes.Length);
                end = following + 1;
            }
            else if (at > 0 && Comma(parent.Properties![at - 1].Value.End, start) is { } preceding)
            {
                // Of the last one the comma before goes, and what stands between stays.
                var (from, to) = WholeLine(start, end);
                var between = Text(preceding + 1, from);
                var isBlank = from == start && string.IsNullOrWhiteSpace(between);
                return Text(0, preceding) + (isBlank ? "" : between) + Text(to, _bytes.Length);
            }
            (start, end) = WholeLine(start, end);
            return With(start, end, "");
        }

        /// <summary>The value within as many new objects as there are keys.</summary>
        private string Nest(string[] keys, string json, string indent) => keys.Length == 0
            ? json
            : $"{{{_newLine}{indent}  {Quote(keys[0])}: {Nest(keys[1..], json, indent + "  ")}{_newLine}{indent}}}";

        /// <summary>Grown to the line with its break, when nothing else stands on it.</summary>
        private (int Start, int End) WholeLine(int start, int end)
        {
            var (from, to) = (start, end);
            while (from > 0 && _bytes[from - 1] is (byte)' ' or (byte)'\t')
                from--;
            while (to < _bytes.Length && _bytes[to] is (byte)' ' or (byte)'\t' or (byte)'\r')
                to++;
            var isAlone = from > 0 && _bytes[from - 1] == '\n' && to < _bytes.Length && _bytes[to] == '\n';
            return isAlone ? (from, to + 1) : (start, end);
        }

        /// <summary>After the last byte within an object that is not white space, a comment included.</summary>
        private int EndOfContent(JsonSpan parent)
        {
            var end = parent.End - 1;
            while (end > parent.Start + 1 && _bytes[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                end--;
            return end;
        }

        /// <summary>The next comma that is not in a comment; null when something else comes first.</summary>
        private int? Comma(int from, int limit)
        {
            for (var i = from; i < limit; i++)
            {
                if (_bytes[i] == '/')
                    i = EndOfComment(i);
                else if (_bytes[i] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                    return _bytes[i] == ',' ? i : null;
            }
            return null;
        }

        private int EndOfComment(int start)
        {
            var rest = _bytes.AsSpan(start);
            return start + (rest[1] == '*' ? rest.IndexOf("*/"u8) + 1 : rest.IndexOf((byte)'\n'));
        }

        private string IndentOfLine(int position)
        {
            var start = position;
            while (start > 0 && _bytes[start - 1] != '\n')
                start--;
            var end = start;
            while (end < position && _bytes[end] is (byte)' ' or (byte)'\t')
                end++;
            return Text(start, end);
        }

        private string With(int start, int end, string replacement) => Text(0, start) + replacement + Text(end, _bytes.Length);

        private string Text(int start, int end) => Encoding.UTF8.GetString(_bytes, start, end - start);
    }
}
