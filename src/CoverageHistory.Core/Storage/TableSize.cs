namespace CoverageHistory.Storage;

/// <summary>What a table holds, estimated from its values; indexes and what pages leave unused are one entry of their own.</summary>
/// <param name="Kind">Of data: <c>line maps</c>, <c>file lists</c>, <c>tests</c>, <c>runs</c>, <c>names</c>, <c>operations</c>, <c>free</c>, <c>overhead</c> or <c>other</c>.</param>
internal sealed record TableSize(string Table, string Kind, long Bytes);
