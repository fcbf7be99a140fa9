namespace CoverageHistory.Model;

/// <summary>How bad something is that was found while recording.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Good to know; printed on demand.</summary>
    Info,

    /// <summary>Something is missing or doubtful.</summary>
    Warning,

    /// <summary>What was asked for was not done.</summary>
    Error,
}

/// <summary>Something worth telling that is not worth failing for. Codes are stable and listed in <c>docs/diagnostics.md</c>.</summary>
/// <param name="Code"><c>COVH</c> and four digits.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, with the offending value, and what to do.</param>
/// <param name="Path">The file it is about; null where there is none.</param>
/// <param name="Line">1-based line in that file; null where unknown.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, string? Path = null, int? Line = null);
