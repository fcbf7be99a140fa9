namespace CoverageHistory.Statistics;

/// <summary>New values against earlier ones, on a logarithmic scale.</summary>
internal sealed class LevelComparison
{
    /// <summary>The heaviest tails that are believed: estimates of few runs are not worth more.</summary>
    private const double FewestDegrees = 6;

    private readonly BaselineWindow _window;
    private readonly double[] _logs;
    private readonly double _unit;
    private readonly Dictionary<(double, double), double> _quantiles;

    /// <param name="logs">The new values, at least one; of the earlier ones at least two.</param>
    /// <param name="sign">1 where more is worse, else -1.</param>
    /// <param name="quantiles">Those that were needed so far, to be added to: many benchmarks need the same.</param>
    public LevelComparison(BaselineWindow window, double[] logs, double change, int sign, VariancePrior prior, Dictionary<(double, double), double> quantiles)
    {
        _window = window;
        _logs = logs;
        _quantiles = quantiles;
        Change = change;
        Sign = sign;
        Deviation = Math.Sqrt(prior.Moderate(window.Variance, window.Count - 1));
        // The t distribution of as many degrees has this excess kurtosis, and its variance is not 1.
        var ofTails = window.ExcessKurtosis > 0 ? Math.Max(FewestDegrees, 4 + 6 / window.ExcessKurtosis) : double.PositiveInfinity;
        Degrees = Math.Min(prior.Degrees + window.Count - 1, ofTails);
        _unit = Degrees == ofTails ? Math.Sqrt((ofTails - 2) / ofTails) : 1;
        PValue = TailProbability.OfStudent(change / (StandardError(logs.Length) * _unit), Degrees);
        LeastDistance = logs.Min(log => Math.Sign(change) * (log - window.Centre));
    }

    /// <summary>Of the level.</summary>
    public double Change { get; }

    public int Sign { get; }

    /// <summary>Between runs.</summary>
    public double Deviation { get; }

    public double Degrees { get; }

    public double PValue { get; }

    /// <summary>Distance to the level before, of that new value which went least in the direction of the change.</summary>
    public double LeastDistance { get; }

    public int NewRuns => _logs.Length;

    public int BaselineRuns => _window.Count;

    /// <summary>Earlier runs that went as far as the new one that went least far.</summary>
    /// <param name="reserve">How many times as far as they did an earlier run of heavy tails counts.</param>
    public int SeenBefore(double reserve)
    {
        var direction = Math.Sign(Change);
        var reach = 1 + (reserve - 1) * Math.Clamp(_window.ExcessKurtosis / 2, 0, 1);
        var count = 0;
        foreach (var log in _window.Logs)
        {
            if (direction * (log - _window.Centre) is var distance && distance * (distance > 0 ? reach : 1) >= LeastDistance)
                count++;
        }
        return count;
    }

    /// <summary>What the distance to the level exceeds by chance, on either side, with a probability of <paramref name="alpha"/>.</summary>
    public double Reach(double alpha, int newRuns)
    {
        if (!_quantiles.TryGetValue((alpha, Degrees), out var quantile))
            _quantiles.Add((alpha, Degrees), quantile = TailProbability.StudentQuantile(alpha, Degrees));
        return quantile * _unit * StandardError(newRuns);
    }

    private double StandardError(int newRuns) => Deviation * Math.Sqrt(1.0 / newRuns + 1.0 / BaselineRuns);
}
