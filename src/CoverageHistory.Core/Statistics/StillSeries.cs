namespace CoverageHistory.Statistics;

/// <summary>
/// A series that mostly repeats its last value exactly, as coverage and allocations do. It has no scatter to measure changes in; what counts
/// is how rarely a value is left for a moment, and for how many points a new one stays.
/// </summary>
internal sealed class StillSeries
{
    /// <summary>Of a value that is left and returned to.</summary>
    private const int LongestExcursion = 2;

    /// <summary>One in so many points may differ from the one before it.</summary>
    private const int LeastStill = 5;

    private readonly List<Plateau> _plateaus;
    private readonly int _length;
    private int _strays;

    private StillSeries(List<Plateau> plateaus, int length, int strays) => (_plateaus, _length, _strays) = (plateaus, length, strays);

    /// <summary>−log10 of the probability that one point leaves the level by chance.</summary>
    private double PointEvidence => Math.Log10((_length + 2.0) / (_strays + 1));

    /// <summary>Null for a series that scatters.</summary>
    public static StillSeries? From(ReadOnlySpan<double> values)
    {
        var plateaus = new List<Plateau>();
        for (var i = 0; i < values.Length; i++)
        {
            if (plateaus is [.., var last] && last.Value == values[i])
                plateaus[^1] = last with { Points = last.Points + 1 };
            else
                plateaus.Add(new Plateau(i, 1, values[i]));
            if (plateaus.Count > 1 + (2 * values.Length / LeastStill))
                return null;
        }
        var strays = Level(plateaus);
        return (plateaus.Count - 1 + strays) * LeastStill <= values.Length ? new StillSeries(plateaus, values.Length, strays) : null;
    }

    /// <summary>First points of the levels that stay, and the evidence for each.</summary>
    /// <param name="least">−log10 of the probability that chance may have.</param>
    public List<(int Index, double Evidence)> Find(double least)
    {
        while (_plateaus.Count > 1)
        {
            var weakest = 0;
            for (var i = 1; i < _plateaus.Count; i++)
            {
                if (_plateaus[i].Points < _plateaus[weakest].Points)
                    weakest = i;
            }
            if (_plateaus[weakest].Points * PointEvidence >= least)
                break;
            Absorb(weakest);
        }
        var found = new List<(int, double)>();
        for (var i = 1; i < _plateaus.Count; i++)
            found.Add((_plateaus[i].Start, Math.Min(_plateaus[i - 1].Points, _plateaus[i].Points) * PointEvidence));
        return found;
    }

    /// <summary>Removes excursions; returns how many points they had.</summary>
    private static int Level(List<Plateau> plateaus)
    {
        var strays = 0;
        var kept = 0;
        for (var i = 0; i < plateaus.Count; i++)
        {
            var plateau = plateaus[i];
            if (kept > 0 && i + 1 < plateaus.Count && plateau.Points <= LongestExcursion && plateaus[kept - 1].Value == plateaus[i + 1].Value)
            {
                strays += plateau.Points;
                plateaus[kept - 1] = plateaus[kept - 1] with { Points = plateaus[kept - 1].Points + plateaus[i + 1].Points };
                i++;
            }
            else
                plateaus[kept++] = plateau;
        }
        plateaus.RemoveRange(kept, plateaus.Count - kept);
        return strays;
    }

    /// <summary>Gives a stretch that is too short for a level to the neighbour whose level is nearer.</summary>
    private void Absorb(int at)
    {
        var gone = _plateaus[at];
        _strays += gone.Points;
        var before = at > 0 ? Math.Abs(_plateaus[at - 1].Value - gone.Value) : double.PositiveInfinity;
        var after = at + 1 < _plateaus.Count ? Math.Abs(_plateaus[at + 1].Value - gone.Value) : double.PositiveInfinity;
        if (after < before * (1 - 1e-9))
            _plateaus[at + 1] = _plateaus[at + 1] with { Start = gone.Start };
        _plateaus.RemoveAt(at);
        if (at > 0 && at < _plateaus.Count && _plateaus[at - 1].Value == _plateaus[at].Value)
        {
            _plateaus[at - 1] = _plateaus[at - 1] with { Points = _plateaus[at - 1].Points + _plateaus[at].Points };
            _plateaus.RemoveAt(at);
        }
    }

    /// <param name="Points">At exactly this value, without those in between that were at another.</param>
    /// <remarks>A class: lists of values of our own are compiled anew in every process.</remarks>
    private sealed record Plateau(int Start, int Points, double Value);
}
