namespace CoverageHistory.Reporting;

/// <summary>A text as a cell of CSV, RFC 4180.</summary>
internal static class CsvCell
{
    /// <summary>A spreadsheet takes a text that starts with one of these characters for a formula; a quote in front makes it a text.</summary>
    public static string Of(string? data)
    {
        if (string.IsNullOrEmpty(data))
            return "";
        var text = data[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + data : data;
        return text.AsSpan().ContainsAny(",\"\r\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
