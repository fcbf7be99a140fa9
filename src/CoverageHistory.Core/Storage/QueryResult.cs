namespace CoverageHistory.Storage;

/// <summary>What a query gave.</summary>
/// <param name="Rows">A value is null, a <see cref="long"/>, a <see cref="double"/>, a <see cref="string"/> or an array of bytes.</param>
/// <param name="IsCutOff">There are more rows.</param>
internal sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows, bool IsCutOff);
