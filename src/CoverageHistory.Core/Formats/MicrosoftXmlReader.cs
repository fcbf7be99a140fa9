using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// The XML of Microsoft's coverage tools: <c>results</c>, of the command-line tools, and <c>CoverageDSPriv</c>, of Visual Studio's export.
/// A range that ran in part is covered. Blocks are no branches, so there are none.
/// </summary>
internal sealed class MicrosoftXmlReader : ICoverageReader
{
    public string Format => "microsoft-xml";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        return prolog.RootName.SequenceEqual("CoverageDSPriv"u8)
            || (prolog.RootName.SequenceEqual("results"u8) && (prolog.FirstChild.IsEmpty || prolog.FirstChild.SequenceEqual("modules"u8)));
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        xml.Read();
        if (xml.Name.SequenceEqual("results"u8))
            return new MicrosoftResults(xml).Read();
        if (xml.Name.SequenceEqual("CoverageDSPriv"u8))
            return new MicrosoftDataSet(xml).Read();
        throw xml.Fault("<results> or <CoverageDSPriv>", xml.Name);
    }

    /// <summary>From <c>Add(string, int)</c>; generic methods keep their type parameters in the name.</summary>
    internal static void Split(ReadOnlySpan<byte> function, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> signature)
    {
        var open = function.IndexOf((byte)'(');
        name = open < 0 ? function : function[..open];
        signature = open < 0 ? default : function[open..];
    }

    internal static string FullName(string space, string type) => space.Length == 0 ? type : $"{space}.{type}";
}
