namespace CoverageHistory.Storage.Sync;

/// <summary>The store's side of an exchange.</summary>
internal interface IUnitStore
{
    string Location { get; }

    /// <summary>All runs here, oldest first, and what was given up.</summary>
    (IReadOnlyList<LocalRun> Runs, GivenUpRuns GivenUp) ListLocal(CancellationToken cancellation);

    /// <summary>Writes runs that <paramref name="known"/> lacks, oldest first, each standing on no list but those of the runs in it or written before.</summary>
    /// <param name="givenUp">Left out.</param>
    /// <param name="known">Hashes of runs that the reader has.</param>
    /// <param name="write">Called for each unit, inside one read of the store; false when the reader cannot have it.</param>
    void WriteUnits(GivenUpRuns givenUp, IReadOnlySet<string> known, Func<Unit, bool> write, CancellationToken cancellation);

    /// <summary>
    /// Takes in units and what others gave up, in one transaction. A unit that is not sound, or stands on a list that nobody has, is left
    /// out. A run that is here and was deleted elsewhere is deleted, unless it has a label.
    /// </summary>
    /// <param name="units">Each after those that bring the lists it stands on.</param>
    (TakenRuns Taken, IReadOnlyList<UnitOutcome> Outcomes) TakeIn(
        IReadOnlyList<Unit> units, GivenUpRuns givenUp, CancellationToken cancellation);
}
