namespace CoverageHistory.Statistics;

/// <summary>New values against earlier ones, on a logarithmic scale.</summary>
internal sealed class LevelComparison
{
    private readonly BaselineWindow _window;
    private readonly double[] _logs;

    /// <param name="sign">1 where more is worse, else -1.</param>
    public LevelComparison(BaselineWindow window, double[] logs, double change, int sign, VariancePrior prior)
    {
        _window = window;
        _logs = logs;
        Change = change;
        Sign = sign;
        Deviation = Math.Sqrt(prior.Moderate(window.Variance, window.Count - 1));
        Degrees = prior.Degrees + window.Count - 1;
        PValue = StudentT.TwoSided(change / StandardError(logs.Length), Degrees);
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
    public int SeenBefore()
    {
        var direction = Math.Sign(Change);
        var count = 0;
        foreach (var log in _window.Logs)
        {
            if (direction * (log - _window.Centre) >= LeastDistance)
                count++;
        }
        return count;
    }

    /// <summary>What the change exceeds by chance with a probability of <paramref name="tail"/>.</summary>
    public double HalfWidth(double tail, int newRuns) => StudentT.UpperQuantile(tail, Degrees) * StandardError(newRuns);

    private double StandardError(int newRuns) => Deviation * Math.Sqrt(1.0 / newRuns + 1.0 / BaselineRuns);
}
