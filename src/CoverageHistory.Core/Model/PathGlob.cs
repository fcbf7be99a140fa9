namespace CoverageHistory.Model;

/// <summary>
/// A pattern over paths with <c>/</c>: <c>*</c> and <c>?</c> stay within a segment, <c>**</c> as a whole segment spans any number of them.
/// Compared ordinally.
/// </summary>
internal sealed class PathGlob
{
    private readonly string[] _segments;

    public PathGlob(string pattern)
    {
        Pattern = pattern.Replace('\\', '/');
        _segments = Pattern.Split('/');
    }

    public string Pattern { get; }

    /// <summary>Whether the text has a wildcard at all.</summary>
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    public bool IsMatch(string path) => MatchesSegments(path.Split('/'));

    /// <summary>Whether something in this folder or below can match, so that a walk leaves the other folders out.</summary>
    public bool CanMatchIn(string folder)
    {
        var parts = folder.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i < _segments.Length && _segments[i] == "**")
                return true;
            if (i >= _segments.Length - 1 || !MatchesSegment(_segments[i], parts[i]))
                return false;
        }
        return true;
    }

    private bool MatchesSegments(string[] path)
    {
        // Remembers only the last "**": a later one that matches makes going back to an earlier one pointless, so this stays linear.
        int segment = 0, at = 0, starSegment = -1, starAt = 0;
        while (at < path.Length)
        {
            if (segment < _segments.Length && _segments[segment] == "**")
            {
                starSegment = segment++;
                starAt = at;
            }
            else if (segment < _segments.Length && MatchesSegment(_segments[segment], path[at]))
            {
                segment++;
                at++;
            }
            else if (starSegment >= 0)
            {
                segment = starSegment + 1;
                at = ++starAt;
            }
            else
                return false;
        }
        while (segment < _segments.Length && _segments[segment] == "**")
            segment++;
        return segment == _segments.Length;
    }

    private static bool MatchesSegment(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, starT = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starT = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++starT;
            }
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
