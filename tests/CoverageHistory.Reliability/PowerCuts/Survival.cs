namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>What of the changes that were not flushed a power cut lets through: none, all, the first of them with the last one torn, or any.</summary>
internal sealed class Survival
{
    private readonly Random _random;
    private readonly bool _inOrder;
    private readonly double _share;

    public Survival(Random random)
    {
        _random = random;
        _inOrder = random.Next(4) == 0;
        _share = random.Next(4) switch { 0 => 0, 1 => 1, _ => random.NextDouble() };
    }

    /// <summary>The change that is torn when they reach the disk in order; negative when any of them may.</summary>
    public int LastOf(int count) => _inOrder ? _random.Next(count + 1) : -1;

    public bool Keeps() => _random.NextDouble() < _share;

    /// <summary>Whether the file's new length reaches the disk where its data do not.</summary>
    public bool ExtendsWithZeros(int change) => _share > 0 && _random.Next(2) == 0;
}
