using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>Reads what <c>strace -f -y -xx</c> wrote of the calls in <see cref="Calls"/>.</summary>
internal sealed partial class TraceReader(string folder)
{
    /// <summary>All that change files or names; what of them a disk here cannot do is an error, not a gap.</summary>
    public const string Calls = "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,fallocate,truncate,"
        + "ftruncate,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile";

    public IEnumerable<DiskOperation> Read(IEnumerable<string> trace)
    {
        var begun = new Dictionary<string, string>();
        foreach (var line in trace)
        {
            var (thread, text) = line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (line[..space], line[space..].TrimStart()) : ("", line);
            if (Unfinished().Match(text) is { Success: true } unfinished)
            {
                begun[thread] = text[..unfinished.Index];
                continue;
            }
            if (Resumed().Match(text) is { Success: true } resumed && begun.Remove(thread, out var beginning))
                text = beginning + text[resumed.Length..];
            if (Call().Match(text) is { Success: true } call && ReadCall(call.Groups["name"].Value, call.Groups["arguments"].Value) is { } operation)
                yield return operation;
        }
    }

    private DiskOperation? ReadCall(string name, string text)
    {
        var arguments = text.Split(", ");
        var opened = PathOf(arguments[0]);
        switch (name)
        {
            case "write" when opened.StartsWith("pipe:", StringComparison.Ordinal):
                // The runtime sends itself single bytes.
                return Encoding.UTF8.GetString(BytesOf(arguments[1])) is { Length: > 1 } line && line.EndsWith('\n') ? new DiskOperation.Say(line[..^1]) : null;
            case "openat":
                var path = TextOf(arguments[1]);
                if (!IsInside(path) || !arguments[2].Contains("O_CREAT", StringComparison.Ordinal))
                    return null;
                return arguments[2].Contains("O_TRUNC", StringComparison.Ordinal) ? throw Unknown(name, text) : new DiskOperation.Create(path);
            case "pwrite64":
                return !IsInside(opened) ? null
                    : new DiskOperation.Write(opened, long.Parse(arguments[3], CultureInfo.InvariantCulture), BytesOf(arguments[1]));
            case "ftruncate":
                return !IsInside(opened) ? null : new DiskOperation.Resize(opened, long.Parse(arguments[1], CultureInfo.InvariantCulture));
            case "fsync" or "fdatasync":
                return !IsInside(opened) && opened != folder ? null : new DiskOperation.Flush(opened);
            case "rename":
                return !IsInside(TextOf(arguments[0])) ? null : new DiskOperation.Rename(TextOf(arguments[0]), TextOf(arguments[1]));
            case "link":
                return !IsInside(TextOf(arguments[0])) ? null : new DiskOperation.Link(TextOf(arguments[0]), TextOf(arguments[1]));
            case "unlink":
                return !IsInside(TextOf(arguments[0])) ? null : new DiskOperation.Remove(TextOf(arguments[0]));
            case "mkdir":
                return !IsInside(TextOf(arguments[0])) ? null : new DiskOperation.CreateFolder(TextOf(arguments[0]));
            default:
                return arguments.Any(argument => IsInside(PathOf(argument)) || IsInside(TextOf(argument))) ? throw Unknown(name, text) : null;
        }
    }

    private bool IsInside(string path) => path.StartsWith(folder + "/", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal);

    private static InvalidDataException Unknown(string name, string arguments) =>
        new($"{name}({(arguments.Length > 200 ? arguments[..200] : arguments)}) is a call the simulated disk does not know; add it to TraceReader");

    /// <summary>What the descriptor is of; for a file that has no name any more something that is not inside.</summary>
    private static string PathOf(string argument) =>
        Descriptor().Match(argument) is { Success: true } match && !match.Groups["rest"].Value.Contains("deleted", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(Unescape(match.Groups["path"].Value)) : "";

    private static string TextOf(string argument) => argument.StartsWith('"') ? Encoding.UTF8.GetString(BytesOf(argument)) : "";

    private static byte[] BytesOf(string argument) => argument.StartsWith('"') && argument.EndsWith('"') ? Unescape(argument[1..^1])
        : throw new InvalidDataException($"the trace holds part of a text only: {argument[..Math.Min(argument.Length, 100)]}");

    private static byte[] Unescape(string text) =>
        text.StartsWith(@"\x", StringComparison.Ordinal) ? Convert.FromHexString(text.Replace(@"\x", "", StringComparison.Ordinal)) : Encoding.UTF8.GetBytes(text);

    [GeneratedRegex(@" <unfinished \.\.\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    // A call that failed changed nothing.
    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= \d+", RegexOptions.Singleline)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\d+<(?<path>[^>]*)>(?<rest>.*)$")]
    private static partial Regex Descriptor();
}
