using System.Text;

namespace CoverageHistory.Tool.Init;

/// <summary>A text file that is edited in place: byte order mark, line ends and everything else stay as they are.</summary>
internal sealed record TextFile(string Path, string Text, bool HasByteOrderMark)
{
    public string NewLine => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <exception cref="IOException">It cannot be read, or is not UTF-8.</exception>
    public static TextFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return new TextFile(path, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(hasMark ? bytes.AsSpan(3) : bytes), hasMark);
        }
        catch (DecoderFallbackException exception)
        {
            throw new IOException($"{path} is not a UTF-8 text, so it is not edited: add the lines by hand.", exception);
        }
    }

    public void Write() => File.WriteAllText(Path, Text, new UTF8Encoding(HasByteOrderMark));
}
