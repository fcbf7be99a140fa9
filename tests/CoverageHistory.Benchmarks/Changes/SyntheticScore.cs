using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Benchmarks.Changes;

/// <summary>Series whose changes are known: what is found of them in hindsight, and how soon while they grow.</summary>
internal static class SyntheticScore
{
    private const int Margin = 5;
    private const int Soon = 10;
    private const int Late = 60;

    public static void Score(int firstSeed, int count)
    {
        Console.WriteLine("| noise | F1 | precision | recall | false in 1,000 | without changes | alerted in 10 | in 60 | mean delay | false in 1,000 | without changes | twice the noise in 10 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var all = new Tally();
        foreach (var family in SyntheticSeries.Families)
        {
            var tally = new Tally();
            for (var seed = firstSeed; seed < firstSeed + count; seed++)
            {
                var length = 100 + (seed * 7_919 % 501);
                tally.Add(SyntheticSeries.Make(family, seed, length), SyntheticSeries.Make(family, seed, length, changes: false));
            }
            tally.Write(family);
            all.Add(tally);
        }
        all.Write("**all**");
    }

    private sealed class Tally
    {
        private double _points;
        private double _changes;
        private double _hits;
        private double _false;
        private double _falseInNone;
        private double _soon;
        private double _late;
        private double _delay;
        private double _falseAlerts;
        private double _alertsInNone;
        private double _large;
        private double _largeSoon;

        public void Add(SyntheticSeries series, SyntheticSeries none)
        {
            _points += series.Values.Length;
            _changes += series.Changes.Count;
            Hindsight(series);
            Sequential(series);
            _falseInNone += ChangePointDetector.Find(none.Values).Count;
            _alertsInNone += LevelWatch.Replay(none.Values).Count;
        }

        public void Add(Tally other)
        {
            (_points, _changes, _hits, _false) = (_points + other._points, _changes + other._changes, _hits + other._hits, _false + other._false);
            (_falseInNone, _soon, _late, _delay) = (_falseInNone + other._falseInNone, _soon + other._soon, _late + other._late, _delay + other._delay);
            (_falseAlerts, _alertsInNone) = (_falseAlerts + other._falseAlerts, _alertsInNone + other._alertsInNone);
            (_large, _largeSoon) = (_large + other._large, _largeSoon + other._largeSoon);
        }

        public void Write(string name) => Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {2 * _hits / (_changes + _hits + _false):0.000} | {_hits / Math.Max(1, _hits + _false):0.00} | {_hits / _changes:0.00} | {1000 * _false / _points:0.00} | {1000 * _falseInNone / _points:0.00} | {_soon / _changes:0.00} | {_late / _changes:0.00} | {_delay / _changes:0.0} | {1000 * _falseAlerts / _points:0.00} | {1000 * _alertsInNone / _points:0.00} | {(_large > 0 ? _largeSoon / _large : 1):0.00} |"));

        private void Hindsight(SyntheticSeries series)
        {
            var found = ChangePointDetector.Find(series.Values).Select(change => change.Index).ToList();
            foreach (var change in series.Changes)
            {
                var near = found.Where(place => Math.Abs(place - change) <= Margin).OrderBy(place => Math.Abs(place - change)).ToList();
                if (near.Count > 0 && found.Remove(near[0]))
                    _hits++;
            }
            _false += found.Count;
        }

        /// <summary>An alert counts for the change that began last; a change without one within <see cref="Late"/> points as that late.</summary>
        private void Sequential(SyntheticSeries series)
        {
            var alerts = LevelWatch.Replay(series.Values);
            for (var i = 0; i < series.Changes.Count; i++)
            {
                var (from, to) = (series.Changes[i], i + 1 < series.Changes.Count ? series.Changes[i + 1] : series.Values.Length);
                var first = alerts.FindIndex(alert => alert.At >= from && alert.At < Math.Min(to, from + Late + 1));
                var delay = first < 0 ? Late : alerts[first].At - from;
                if (first >= 0)
                    alerts.RemoveAt(first);
                _late += first >= 0 ? 1 : 0;
                _soon += first >= 0 && delay <= Soon ? 1 : 0;
                _delay += delay;
                // Where nothing else comes in between, and there is a level to compare with.
                if (series.Sizes[i] >= 2 && to - from > Soon && from - (i > 0 ? series.Changes[i - 1] : 0) >= 30)
                {
                    _large++;
                    _largeSoon += first >= 0 && delay <= Soon ? 1 : 0;
                }
            }
            _falseAlerts += alerts.Count;
        }
    }
}
