using CoverageHistory.Tool.Init;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What an edit would change, line by line.</summary>
internal static class EditPreview
{
    private const int Context = 2;

    public static void Write(TerminalWriter terminal, FileEdit edit, string root)
    {
        var path = Path.GetRelativePath(root, edit.After.Path).Replace('\\', '/');
        terminal.Write(edit.Before is null ? "create " : "change ", Style.Strong).WriteLine(path, Style.Strong);
        var before = Lines(edit.Before?.Text ?? "");
        var after = Lines(edit.After.Text);
        var same = 0;
        while (same < before.Length && same < after.Length && before[same] == after[same])
            same++;
        var sameEnd = 0;
        while (sameEnd < before.Length - same && sameEnd < after.Length - same && before[^(sameEnd + 1)] == after[^(sameEnd + 1)])
            sameEnd++;
        for (var i = Math.Max(0, same - Context); i < same; i++)
            terminal.WriteLine("    " + before[i], Style.Quiet);
        foreach (var line in before[same..(before.Length - sameEnd)])
            terminal.WriteLine("  - " + line, Style.Bad);
        foreach (var line in after[same..(after.Length - sameEnd)])
            terminal.WriteLine("  + " + line, Style.Good);
        for (var i = after.Length - sameEnd; i < Math.Min(after.Length, after.Length - sameEnd + Context); i++)
            terminal.WriteLine("    " + after[i], Style.Quiet);
        terminal.WriteLine();
    }

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal).Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
