namespace CoverageHistory.Tool.Init;

/// <summary>A change to one file that has not been made yet.</summary>
/// <param name="Before">Null: the file is created.</param>
internal sealed record FileEdit(TextFile? Before, TextFile After)
{
    public void Apply()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(After.Path)!);
        After.Write();
    }

    public static FileEdit Create(string path, string text) => new(null, new TextFile(path, text, HasByteOrderMark: false));
}
