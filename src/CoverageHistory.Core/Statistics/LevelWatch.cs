using System.Runtime.InteropServices;

namespace CoverageHistory.Statistics;

/// <summary>
/// Takes a series point by point and says when its level has changed, each time as one who knows no later point has to. What a point costs
/// is bounded: points older than <see cref="Memory"/> are forgotten, and the noise is estimated again when a twentieth of the points is new.
/// </summary>
internal sealed class LevelWatch(double sensitivity = Sensitivity.Alert)
{
    /// <summary>So many points tell noise and level well enough.</summary>
    private const int Memory = 400;

    private const int FewestPoints = 5;
    private const int Refreshed = 20;

    /// <summary>A level that is left for the one before after so few points was none.</summary>
    private const int LongestBurst = 6;

    /// <summary>For so many points, a change is moved to where it is surest.</summary>
    private const int Movable = 60;

    private readonly List<double> _values = [];
    private readonly List<int> _changes = [];
    private readonly List<int> _told = [];
    private readonly List<double> _clipped = [];
    private NoiseModel? _noise;
    private double _reach;
    private double _least;
    private int _origin;
    private int _estimated;

    /// <summary>The whole series at once.</summary>
    public static List<Alert> Replay(ReadOnlySpan<double> values, double sensitivity = Sensitivity.Alert)
    {
        if (values.IsEmpty)
            return [];
        var watch = new LevelWatch(sensitivity);
        var alerts = new List<Alert>();
        foreach (var value in Scales.Normalize(values, out _))
        {
            if (watch.Append(value) is { } alert)
                alerts.Add(alert);
        }
        return alerts;
    }

    /// <summary>Null: nothing new is sure.</summary>
    /// <param name="value">Of a size that can be squared.</param>
    private Alert? Append(double value)
    {
        _values.Add(value);
        if (_values.Count < FewestPoints)
            return null;
        var known = CollectionsMarshal.AsSpan(_values);
        if (StillSeries.From(known[Math.Max(LevelStart(1), known.Length - Memory)..]) is { } still)
        {
            _noise = null;
            return JudgeStill(still);
        }
        if (_noise is null || (_values.Count - _estimated) * Refreshed >= _values.Count - _origin)
        {
            if (Estimate(known) is { } hindsight)
                return hindsight;
        }
        else
            Clip(known);
        return Judge(new LevelSplits(CollectionsMarshal.AsSpan(_clipped), _noise!, _least));
    }

    /// <summary>Where the newest level began, or that of so many changes before.</summary>
    private int LevelStart(int back = 0) => _changes.Count > back ? _changes[^(back + 1)] : 0;

    private Alert? JudgeStill(StillSeries still)
    {
        var first = Math.Max(LevelStart(1), _values.Count - Memory);
        if (still.Find(sensitivity + ChangePointDetector.PlacesOfStill) is not [.., var (index, _)] || first + index <= LevelStart())
            return null;
        _changes.Add(first + index);
        return Tell(first + index);
    }

    /// <summary>Once of each change, however often it is lost and found.</summary>
    private Alert? Tell(int index)
    {
        if (_told.Exists(told => Math.Abs(told - index) <= LongestBurst))
            return null;
        _told.Add(index);
        return new Alert(_values.Count - 1, index, IsUp(index));
    }

    private bool IsUp(int index)
    {
        var known = CollectionsMarshal.AsSpan(_values);
        var before = _changes.FindLast(change => change < index);
        return Scales.Median(known[index..]) > Scales.Median(known[Math.Max(before, index - Memory)..index]);
    }

    private Alert? Judge(LevelSplits splits)
    {
        var end = _clipped.Count;
        var before = Math.Max(0, LevelStart(1) - _origin);
        var start = Math.Max(0, LevelStart() - _origin);
        if (end - start < 2)
            return null;
        var (place, _) = splits.Best(start, end);
        if (!(splits.Sureness(start, place, end) >= _least) || !IsShownByRanks(start, place))
            return Move(splits, before, end);
        if (_changes.Count > 0 && place - start <= LongestBurst && start - before > LongestBurst && splits.Between(before, start, place, end) < _least / 3)
        {
            _changes.RemoveAt(_changes.Count - 1);
            return null;
        }
        _changes.Add(_origin + place);
        return Tell(_origin + place);
    }

    /// <summary>Puts the newest change where more points show it to be; where that is far from where it was told of, it is told of again.</summary>
    private Alert? Move(LevelSplits splits, int before, int end)
    {
        if (_changes.Count == 0 || _values.Count - LevelStart() > Movable || LevelStart() <= _origin)
            return null;
        var moved = splits.Best(before, end);
        if (moved.Evidence < _least)
            return null;
        _changes[^1] = _origin + moved.Place;
        return Tell(_origin + moved.Place);
    }

    private bool IsShownByRanks(int start, int place)
    {
        var window = CollectionsMarshal.AsSpan(_values)[_origin..];
        return RankSum.Evidence(window[start..place], window[place..]) >= ChangePointDetector.LeastOfRanks(sensitivity);
    }

    private Alert? Estimate(ReadOnlySpan<double> known)
    {
        _estimated = known.Length;
        _origin = Math.Max(0, known.Length - Memory);
        var window = known[_origin..];
        _clipped.Clear();
        _clipped.AddRange(OutlierClipping.Clip(window, out _reach, out var skewness));
        _least = ChangePointDetector.LeastEvidence(window.Length, sensitivity);
        var (found, noise) = new LevelsAndNoise([.. _clipped], skewness, sensitivity, window.Length + (window.Length / Refreshed) + 1).Explain();
        _noise = noise;
        return Revise(found);
    }

    /// <summary>What is seen in hindsight counts, but for the newest change, which may yet have too few points for that.</summary>
    private Alert? Revise(List<int> found)
    {
        var newest = LevelStart();
        _changes.RemoveAll(change => change > _origin);
        _changes.AddRange(found.Select(change => _origin + change));
        if (newest > LevelStart() && _values.Count - newest <= Movable && newest > _origin)
            _changes.Add(newest);
        var isNew = LevelStart() > newest + LongestBurst;
        return isNew ? Tell(LevelStart()) : null;
    }

    /// <summary>A new point moves the medians of the last few.</summary>
    private void Clip(ReadOnlySpan<double> known)
    {
        var window = known[_origin..];
        _clipped.Add(0);
        for (var i = Math.Max(0, window.Length - 1 - OutlierClipping.HalfWindow); i < window.Length; i++)
            _clipped[i] = OutlierClipping.Clip(window, i, _reach);
    }
}
