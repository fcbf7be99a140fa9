namespace CoverageHistory.Model;

public enum DiagnosticSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>Something worth telling that is not worth failing for. Codes are stable and listed in <c>docs/diagnostics.md</c>.</summary>
/// <param name="Code"><c>COVH</c> and four digits.</param>
/// <param name="Message">What is wrong, with the offending value, and what to do.</param>
/// <param name="Path">The file it is about; null where there is none.</param>
/// <param name="Line">1-based line in that file; null where unknown.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, string? Path = null, int? Line = null);
