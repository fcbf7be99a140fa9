using System.Xml;

namespace CoverageHistory.Reporting.Export;

/// <summary>Data as a format can hold it: what it has no way to write becomes U+FFFD.</summary>
internal static class ExportText
{
    private const char Replacement = '\uFFFD';

    public static string OfXml(string data)
    {
        char[]? clean = null;
        for (var i = 0; i < data.Length; i++)
        {
            if (XmlConvert.IsXmlChar(data[i]))
                continue;
            if (i + 1 < data.Length && XmlConvert.IsXmlSurrogatePair(data[i + 1], data[i]))
            {
                i++;
                continue;
            }
            clean ??= data.ToCharArray();
            clean[i] = Replacement;
        }
        return clean is null ? data : new string(clean);
    }

    public static string OfLine(string data) =>
        data.AsSpan().ContainsAny('\r', '\n') ? data.Replace('\r', Replacement).Replace('\n', Replacement) : data;
}
