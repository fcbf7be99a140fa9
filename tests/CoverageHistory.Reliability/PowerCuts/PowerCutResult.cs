namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>What became of the histories whose power was cut.</summary>
internal sealed class PowerCutResult
{
    private const int MostExamples = 5;

    private readonly List<string> _examples = [];

    public int Cuts { get; private set; }

    /// <summary>Cuts after which an acknowledged run was missing.</summary>
    public int Losses { get; private set; }

    /// <summary>Cuts after which the history could not be read or written, or held something that was not whole.</summary>
    public int Damages { get; private set; }

    public void Add(string cut, IReadOnlyCollection<string> acknowledged, Func<IReadOnlySet<string>> keysAfter)
    {
        Cuts++;
        try
        {
            var lost = acknowledged.Except(keysAfter()).ToList();
            if (lost.Count == 0)
                return;
            Losses++;
            Remember($"{cut}: {lost.Count} lost, the first is {lost[0]}");
        }
        catch (Exception exception) when (exception is StoreException or InvalidDataException or Microsoft.Data.Sqlite.SqliteException)
        {
            Damages++;
            Remember($"{cut}: {exception.Message}");
        }
    }

    public override string ToString() => string.Join('\n', _examples.Prepend($"{Cuts} cuts, {Losses} lost acknowledged runs, {Damages} left damage"));

    private void Remember(string example)
    {
        if (_examples.Count < MostExamples)
            _examples.Add(example);
    }
}
