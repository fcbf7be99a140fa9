namespace CoverageHistory.Git;

/// <summary>
/// URLs of remotes, fit to be stored and shown: a token can stand in the user name, the password, the query or the fragment.
/// </summary>
internal static class RemoteUrl
{
    private const string Separator = "://";

    /// <summary>
    /// The URL without what could be a secret. Of an SSH URL the user name stays, as it is part of the address (<c>git@</c>);
    /// of any other it goes. Null for a form that is not understood well enough to be sure (<c>ext::</c> and its like).
    /// </summary>
    public static string? WithoutCredentials(string url)
    {
        url = url.Trim();
        if (url.Length == 0 || url.Any(char.IsControl))
            return null;
        if (SchemeLength(url) is > 0 and var length)
            return WithoutCredentials(url[..length], url[length..]);
        if (url.Contains("::", StringComparison.Ordinal) || url.Contains("://", StringComparison.Ordinal))
            return null;
        return IsPath(url) ? url : WithoutPassword(url);
    }

    /// <summary>Takes the user part out of every URL in a text.</summary>
    public static string Redact(string text)
    {
        for (var start = text.IndexOf(Separator, StringComparison.Ordinal); start >= 0; start = text.IndexOf(Separator, start, StringComparison.Ordinal))
        {
            start += Separator.Length;
            var end = start;
            for (var at = start; at < text.Length && text[at] is not ('/' or '\'' or '"') && !char.IsWhiteSpace(text[at]); at++)
            {
                if (text[at] == '@')
                    end = at + 1;
            }
            text = text.Remove(start, end - start);
        }
        return text;
    }

    /// <summary>Of <c>https://</c> and its like at the start; 0 when there is none.</summary>
    private static int SchemeLength(string url)
    {
        var end = url.IndexOf(Separator, StringComparison.Ordinal);
        for (var i = 0; i < end; i++)
        {
            if (!char.IsAsciiLetter(url[i]) && (i == 0 || !(char.IsAsciiDigit(url[i]) || url[i] is '+' or '-' or '.')))
                return 0;
        }
        return end > 0 ? end + Separator.Length : 0;
    }

    private static string WithoutCredentials(string scheme, string rest)
    {
        var isSsh = scheme.Contains("ssh", StringComparison.OrdinalIgnoreCase);
        var authorityEnd = rest.IndexOfAny(['/', '?', '#', '\\']);
        var authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        var remainder = authorityEnd < 0 ? "" : rest[authorityEnd..];

        var at = authority.LastIndexOf('@');
        // A password with an unescaped slash: what seems to be the host and its port is the user and half the password.
        var hidden = remainder.LastIndexOf('@');
        if (at < 0 && hidden >= 0 && !IsHostAndPort(authority))
        {
            authority = rest[..(authority.Length + hidden)];
            remainder = remainder[(hidden + 1)..];
            var hostEnd = remainder.IndexOf('/', StringComparison.Ordinal);
            var host = hostEnd < 0 ? remainder : remainder[..hostEnd];
            remainder = hostEnd < 0 ? "" : remainder[hostEnd..];
            return scheme + User(authority, isSsh) + host + WithoutQuery(remainder);
        }
        return at < 0
            ? scheme + authority + WithoutQuery(remainder)
            : scheme + User(authority[..at], isSsh) + authority[(at + 1)..] + WithoutQuery(remainder);
    }

    private static string User(string userPart, bool isSsh)
    {
        var user = userPart.Split(':', 2)[0];
        return isSsh && user.Length > 0 && !user.Contains('@', StringComparison.Ordinal) ? user + "@" : "";
    }

    private static string WithoutQuery(string path)
    {
        var end = path.IndexOfAny(['?', '#']);
        return end < 0 ? path : path[..end];
    }

    private static bool IsHostAndPort(string authority)
    {
        if (authority.StartsWith('['))
            return true;
        var colon = authority.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || authority[(colon + 1)..].All(char.IsAsciiDigit);
    }

    /// <summary>A local path, by git's rule: no colon, a slash before the first one, or a Windows drive.</summary>
    private static bool IsPath(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var slash = url.IndexOfAny(['/', '\\']);
        return colon < 0 || (slash >= 0 && slash < colon) || (colon == 1 && char.IsAsciiLetter(url[0]));
    }

    /// <summary>Of the short form <c>user@host:path</c>, where somebody wrote <c>user:password@host:path</c>.</summary>
    private static string WithoutPassword(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var at = url.IndexOf('@', StringComparison.Ordinal);
        return at > colon && url.LastIndexOf(':') > at ? url[..colon] + url[url[..url.LastIndexOf(':')].LastIndexOf('@')..] : url;
    }
}
