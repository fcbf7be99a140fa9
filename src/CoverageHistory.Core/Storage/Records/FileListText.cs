using System.Text;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>
/// The text whose hash is the address of a list of files: a line a file, ordered by module, then path, ordinally. Its form is described
/// in <c>docs/run-record.md</c>.
/// </summary>
internal static class FileListText
{
    /// <summary>Three addresses, a module and a path.</summary>
    private const int UsualLineBytes = 160;

    public static BlobKey AddressOf(IReadOnlyList<FileRecord> files)
    {
        var text = new BlobWriter(files.Count * UsualLineBytes);
        Write(text, files);
        return BlobKey.Of(text.Written);
    }

    public static void Write(BlobWriter text, IReadOnlyList<FileRecord> files)
    {
        foreach (var file in files)
            Write(text, file);
    }

    public static void Write(BlobWriter text, FileRecord file)
    {
        WriteName(text, file.Module, file.Path.Value);
        WriteMaps(text, file.Structure, file.State, file.Content);
    }

    /// <summary>The part of a line that does not change with the file's lines.</summary>
    public static void WriteName(BlobWriter text, string module, string path)
    {
        text.Bytes("file"u8);
        Field(text, module);
        Field(text, path);
    }

    public static void WriteMaps(BlobWriter text, BlobKey structure, BlobKey state, Model.ContentId content)
    {
        Field(text, structure);
        Field(text, state);
        if (content.IsKnown)
            Field(text, content.ToString());
        text.Byte((byte)'\n');
    }

    private static void Field(BlobWriter text, string value)
    {
        text.Byte((byte)'\t');
        if (NeedsEscape(value))
            value = value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal)
                .Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(value, text.Reserve(Encoding.UTF8.GetByteCount(value)));
    }

    private static void Field(BlobWriter text, BlobKey key)
    {
        Span<byte> bytes = stackalloc byte[BlobKey.Size];
        key.CopyTo(bytes);
        text.Byte((byte)'\t');
        Convert.TryToHexStringLower(bytes, text.Reserve(BlobKey.Size * 2), out _);
    }

    // A loop, because the vectorized search would be compiled anew in every process, which takes longer than all these short texts.
    private static bool NeedsEscape(string value)
    {
        foreach (var c in value)
        {
            if (c is '\\' or '\t' or '\n' or '\r')
                return true;
        }
        return false;
    }
}
