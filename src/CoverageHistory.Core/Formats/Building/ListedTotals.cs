using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Adds up everything a report lists: a line counts as often as it is listed, which is how most producers make their totals.</summary>
internal struct ListedTotals
{
    private long _covered, _total, _branchesCovered, _branchesTotal;

    public readonly bool IsEmpty => _total == 0;

    public void AddLine(uint hits, int branchesCovered = 0, int branchesTotal = 0)
    {
        _total++;
        if (hits > 0)
            _covered++;
        _branchesCovered += branchesCovered;
        _branchesTotal += branchesTotal;
    }

    public void AddBranch(uint hits)
    {
        _branchesTotal++;
        if (hits > 0)
            _branchesCovered++;
    }

    public readonly StatedTotals ToTotals() => new(new CoveredCount(_covered, _total), new CoveredCount(_branchesCovered, _branchesTotal));
}
