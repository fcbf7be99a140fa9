using System.Text;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Formats in which one element holds all there is to say of a test, and those around it may say that more went wrong.</summary>
/// <param name="root">Name of the root element, or <paramref name="otherRoot"/> is.</param>
/// <param name="test">Name of the element of a test.</param>
internal abstract class TestCaseListReader(string format, string root, string otherRoot, string test) : ITestResultReader
{
    private readonly byte[] _root = Encoding.ASCII.GetBytes(root);
    private readonly byte[] _otherRoot = Encoding.ASCII.GetBytes(otherRoot);
    private readonly byte[] _test = Encoding.ASCII.GetBytes(test);

    public string Format => format;

    public bool Recognizes(ReadOnlySpan<byte> head) => IsRoot(XmlProlog.Parse(head).RootName);

    public TestReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        var report = new TestReportBuilder(format);
        while (xml.Read())
        {
            if (!xml.IsStart)
                continue;
            if (xml.Depth == 1 && !IsRoot(xml.Name))
                throw xml.Fault($"<{root}> or <{otherRoot}>", xml.Name);
            if (xml.Name.SequenceEqual(_test))
                AddTest(xml, report);
            else
                ReadOther(xml, report);
        }
        return report.Build();
    }

    /// <summary>Adds the test whose element was just opened.</summary>
    protected abstract void AddTest(XmlScanner xml, TestReportBuilder report);

    /// <summary>Learns from another element that was just opened.</summary>
    protected abstract void ReadOther(XmlScanner xml, TestReportBuilder report);

    private bool IsRoot(ReadOnlySpan<byte> name) => name.SequenceEqual(_root) || name.SequenceEqual(_otherRoot);
}
