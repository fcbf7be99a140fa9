using System.Buffers;

namespace CoverageHistory.Formats.Paths;

/// <summary>Paths of any system, read on any system: what can be said of them without looking at a disk.</summary>
internal static class LexicalPath
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>
    /// With <c>/</c> as separator, without <c>.</c>, <c>..</c> and empty segments, <c>file:</c> URLs made paths, drive letters upper case.
    /// A relative path that climbs keeps its leading <c>..</c> segments; a URL stays as it is.
    /// </summary>
    public static string Normalize(string path)
    {
        if (IsPlain(path))
            return path;
        path = path.Trim();
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            path = FromFileUrl(path["file:".Length..]);
        if (IsUrl(path))
            return path;
        var isShare = path.StartsWith(@"\\", StringComparison.Ordinal);
        path = path.Replace('\\', '/');
        if (isShare && path.StartsWith("//?/", StringComparison.Ordinal))
        {
            // Windows' way around its length limit: \\?\C:\… and \\?\UNC\server\share\…
            isShare = path.StartsWith("//?/UNC/", StringComparison.OrdinalIgnoreCase);
            path = isShare ? "//" + path["//?/UNC/".Length..] : path["//?/".Length..];
        }
        var root = isShare ? "//"
            : HasDrive(path) ? $"{char.ToUpperInvariant(path[0])}:/"
            : path.StartsWith('/') ? "/" : "";
        var rest = HasDrive(path) && !isShare ? path[2..] : path;
        return root + string.Join('/', Segments(rest, isRooted: root.Length > 0));
    }

    /// <summary>Certainly normalized already, as nearly every path of a report is: a quick look that needs no copies.</summary>
    private static bool IsPlain(string path) =>
        path.Length > 0 && !path.AsSpan().ContainsAny('\\', ':') && path[0] != '.' && path[^1] != '/'
        && !char.IsWhiteSpace(path[0]) && !char.IsWhiteSpace(path[^1])
        && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);

    /// <summary>Absolute by either system's rules, or a URL.</summary>
    public static bool IsRooted(string normalized) => normalized.StartsWith('/') || HasDrive(normalized) || IsUrl(normalized);

    public static bool IsUrl(string path)
    {
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        return scheme > 1 && !path.AsSpan(0, scheme).ContainsAnyExcept(SchemeCharacters);
    }

    /// <summary><paramref name="path"/> as seen from <paramref name="root"/>; null when it is not below. Both normalized.</summary>
    public static string? Below(string root, string path)
    {
        var comparison = HasDrive(root) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var prefix = root.EndsWith('/') ? root : root + "/";
        return path.Length > prefix.Length && path.StartsWith(prefix, comparison) ? path[prefix.Length..] : null;
    }

    private static bool HasDrive(string path) =>
        path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]) && (path.Length == 2 || path[2] is '/' or '\\');

    /// <summary>From <c>///home/a</c>, <c>///C:/a</c>, <c>//server/share/a</c> or <c>/home/a</c>.</summary>
    private static string FromFileUrl(string path)
    {
        path = Uri.UnescapeDataString(path);
        if (path.StartsWith("//localhost/", StringComparison.OrdinalIgnoreCase))
            path = path["//localhost".Length..];
        else if (path.StartsWith("///", StringComparison.Ordinal))
            path = path[2..];
        else if (path.StartsWith("//", StringComparison.Ordinal))
            return path.Replace('/', '\\');
        return path.Length > 2 && path[0] == '/' && HasDrive(path[1..]) ? path[1..] : path;
    }

    private static List<string> Segments(string path, bool isRooted)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".")
                continue;
            if (segment != "..")
                kept.Add(segment);
            else if (kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else if (!isRooted)
                kept.Add(segment);
        }
        return kept;
    }
}
