using System.Xml;

namespace CoverageHistory.Tool.Init;

/// <summary>Adds an element beside another one in a project file, as text: formatting and comments stay.</summary>
internal static class XmlInsertion
{
    /// <summary>Where an element of the file begins and ends; offsets into the text.</summary>
    public readonly record struct Place(int Start, int End);

    /// <summary>The elements of that name, in order; all of its attributes are asked.</summary>
    /// <exception cref="IOException">The file is not sound XML.</exception>
    public static IReadOnlyList<(Place Place, string? Include)> Find(TextFile file, string element)
    {
        var lines = LineStarts(file.Text);
        var found = new List<(Place, string?)>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(file.Text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            var position = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != element)
                    continue;
                // The position of a node is that of its name, one after the bracket.
                var start = lines[position.LineNumber - 1] + position.LinePosition - 2;
                var include = reader.GetAttribute("Include") ?? reader.GetAttribute("Update");
                if (!reader.IsEmptyElement)
                    SkipToEnd(reader);
                var name = lines[position.LineNumber - 1] + position.LinePosition - 1;
                found.Add((new Place(start, EndOfTag(file.Text, name)), include));
            }
        }
        catch (XmlException exception)
        {
            throw new IOException($"{file.Path} is not sound XML ({exception.Message}); nothing was changed.", exception);
        }
        return found;
    }

    /// <summary>Adds a line after the element, indented as it is.</summary>
    public static TextFile After(TextFile file, Place place, string element) =>
        file with { Text = file.Text.Insert(place.End, file.NewLine + IndentOf(file.Text, place.Start) + element) };

    /// <summary>Adds lines before the end of the document element.</summary>
    public static TextFile AtEnd(TextFile file, IEnumerable<string> lines)
    {
        var end = file.Text.LastIndexOf("</Project>", StringComparison.Ordinal);
        if (end < 0)
            throw new IOException($"{file.Path} has no </Project>; nothing was changed.");
        return file with { Text = file.Text.Insert(end, string.Concat(lines.Select(line => "  " + line + file.NewLine))) };
    }

    private static void SkipToEnd(XmlReader reader)
    {
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
        }
    }

    /// <summary>Past the bracket that closes the tag; a bracket inside an attribute's quotes does not.</summary>
    private static int EndOfTag(string text, int at)
    {
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            if (quote != '\0')
                quote = text[at] == quote ? '\0' : quote;
            else if (text[at] is '"' or '\'')
                quote = text[at];
            else if (text[at] == '>')
                return at + 1;
        }
        return text.Length;
    }

    private static string IndentOf(string text, int at)
    {
        var line = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        var end = line;
        while (end < at && text[end] is ' ' or '\t')
            end++;
        return text[line..end];
    }

    /// <summary>XML ends lines at CR, LF and both together.</summary>
    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }
        return starts;
    }
}
