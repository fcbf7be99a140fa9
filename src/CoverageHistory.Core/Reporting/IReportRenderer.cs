namespace CoverageHistory.Reporting;

/// <summary>Writes a view in one format, and computes nothing.</summary>
internal interface IReportRenderer
{
    /// <summary>What <c>report --type</c> calls it.</summary>
    string Type { get; }

    /// <summary>The file's name where only a folder is given.</summary>
    string FileName { get; }

    /// <summary>Whether it has nothing to write for a run without lines.</summary>
    bool NeedsLines => false;

    void Render(ReportView view, TextWriter output);
}
