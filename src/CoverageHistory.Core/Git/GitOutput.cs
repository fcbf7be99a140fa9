using System.Text;

namespace CoverageHistory.Git;

/// <param name="IsTruncated">There was more output than the limit; what is beyond was not read and git was stopped.</param>
/// <param name="Error">What git wrote to standard error, its beginning.</param>
internal sealed record GitOutput(int ExitCode, byte[] Bytes, bool IsTruncated, string Error)
{
    public bool Succeeded => ExitCode == 0 && !IsTruncated;

    /// <summary>UTF-8; what is not becomes U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The parts of NUL-terminated output.</summary>
    public string[] SplitByNul() => Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first line git complained with, fit for a message: without control characters and credentials.</summary>
    public string Complaint
    {
        get
        {
            var line = Error.Split('\n', 2)[0].Trim();
            return string.Concat(RemoteUrl.Redact(line).Select(c => char.IsControl(c) ? '?' : c));
        }
    }
}
