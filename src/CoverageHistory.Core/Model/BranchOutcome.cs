namespace CoverageHistory.Model;

/// <summary>
/// One outcome of a decision where the format gives outcomes an identity (lcov: block and branch; OpenCover and coverlet: offset and
/// path), so that the outcomes two sessions took can be united instead of compared by number.
/// </summary>
/// <param name="Line">1-based line the decision stands on.</param>
/// <param name="Key">
/// Identity within the line, among keys of the same space; the two lowest bits say which space, for what lcov numbers can only be counted
/// next to what IL offsets give. The meaning of the rest belongs to the format.
/// </param>
/// <param name="Hits">How often it was taken, saturating; 0 is uncovered.</param>
internal readonly record struct BranchOutcome(int Line, ulong Key, uint Hits) : IComparable<BranchOutcome>
{
    internal const int Spaces = 4;

    internal int Space => (int)(Key % Spaces);

    public int CompareTo(BranchOutcome other) =>
        Line != other.Line ? Line.CompareTo(other.Line) : Key.CompareTo(other.Key);
}
