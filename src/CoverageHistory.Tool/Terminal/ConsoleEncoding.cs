using System.Text;

namespace CoverageHistory.Tool.Terminal;

/// <summary>The encoding to write with.</summary>
internal static class ConsoleEncoding
{
    /// <summary>
    /// The console's, without a byte order mark. A Windows console starts with the code page of its country; every supported one can
    /// show UTF-8, so it is switched over where a person is looking.
    /// </summary>
    public static Encoding ForDrawing()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = new UTF8Encoding(false);
        var encoding = Console.OutputEncoding;
        return encoding.CodePage == Encoding.UTF8.CodePage ? new UTF8Encoding(false) : encoding;
    }
}
