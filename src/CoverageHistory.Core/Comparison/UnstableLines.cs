using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>
/// Finds unstable lines in a history. A state that changes once need not be chance: a test that was added, or a change in another file,
/// explains it. So a line counts as unstable when its state changed between two runs of the very same commit without uncommitted changes,
/// or went there and back again.
/// </summary>
internal sealed class UnstableLines
{
    private readonly Dictionary<(RepoPath, ContentId, int), UnstableLine> _byPlace;

    private UnstableLines(List<UnstableLine> lines)
    {
        All = lines;
        _byPlace = lines.ToDictionary(line => (line.Path, line.Content, line.Number));
    }

    public static UnstableLines None { get; } = new([]);

    /// <summary>By path, then number, what is current first.</summary>
    public IReadOnlyList<UnstableLine> All { get; }

    public bool Contains(FileCoverage file, int line) => _byPlace.ContainsKey((file.Path, file.Content, line));

    /// <summary>The file without its unstable lines; methods and branches go with their lines.</summary>
    public FileCoverage WithoutThem(FileCoverage file)
    {
        if (!file.Content.IsKnown || !file.Lines.Any(line => Contains(file, line.Number)))
            return file;
        return new FileCoverage
        {
            Path = file.Path,
            Module = file.Module,
            Content = file.Content,
            Lines = [.. file.Lines.Where(line => !Contains(file, line.Number))],
            Outcomes = [.. file.Outcomes.Where(outcome => !Contains(file, outcome.Line))],
            Classes = file.Classes,
        };
    }

    /// <param name="runs">At least those that the timelines name.</param>
    public static UnstableLines Find(IEnumerable<FileTimeline> timelines, IReadOnlyList<RunSummary> runs)
    {
        var positions = new Dictionary<Guid, int>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
            positions[runs[i].Run.Id] = i;
        var tallies = new Dictionary<(RepoPath, ContentId, int), Tally>();
        foreach (var timeline in timelines)
        {
            foreach (var (number, ofLine) in TallyOf(timeline, positions, runs))
            {
                var place = (timeline.Path, timeline.Content, number);
                tallies[place] = tallies.TryGetValue(place, out var known) ? known.Plus(ofLine) : ofLine;
            }
        }
        return new UnstableLines(
        [
            .. tallies.Where(tally => tally.Value.IsUnstable)
                .Select(tally => new UnstableLine(tally.Key.Item1, tally.Key.Item3, tally.Key.Item2, tally.Value.IsCurrent,
                    tally.Value.Covered, tally.Value.Seen, tally.Value.Flips, runs[tally.Value.LastFlip].Run))
                .OrderBy(line => line.Path).ThenByDescending(line => line.IsCurrent).ThenBy(line => line.Content.Value).ThenBy(line => line.Number),
        ]);
    }

    private static Dictionary<int, Tally> TallyOf(FileTimeline timeline, Dictionary<Guid, int> positions, IReadOnlyList<RunSummary> runs)
    {
        var tallies = new Dictionary<int, Tally>();
        for (var i = 0; i < timeline.Stretches.Count; i++)
        {
            var stretch = timeline.Stretches[i];
            var before = i == 0 ? null : timeline.Stretches[i - 1];
            var isSameCommit = before is not null && IsSameCommit(runs[positions[before.Last]].Run, runs[positions[stretch.First]].Run);
            foreach (var line in stretch.Lines)
            {
                if (!tallies.TryGetValue(line.Number, out var tally))
                    tallies.Add(line.Number, tally = new Tally { IsCurrent = timeline.IsCurrent });
                tally.Add(stretch, line.IsCovered, isSameCommit, positions);
            }
        }
        return tallies;
    }

    private static bool IsSameCommit(Run left, Run right) =>
        left is { Commit: { } commit, IsDirty: false } && right is { IsDirty: false } && commit.Sha == right.Commit?.Sha;

    private sealed class Tally
    {
        private FileStretch? _before;
        private bool _wasCovered;
        private bool _isProven;

        public required bool IsCurrent { get; init; }

        public int Covered { get; private set; }

        public int Seen { get; private set; }

        public int Flips { get; private set; }

        public int LastFlip { get; private set; } = -1;

        public bool IsUnstable { get; private set; }

        public void Add(FileStretch stretch, bool isCovered, bool isSameCommit, Dictionary<Guid, int> positions)
        {
            Seen += stretch.Runs;
            Covered += isCovered ? stretch.Runs : 0;
            if (_before is not null && isCovered != _wasCovered)
            {
                Flips++;
                _isProven |= isSameCommit;
                LastFlip = positions[stretch.First];
            }
            IsUnstable = _isProven || Flips > 1;
            (_before, _wasCovered) = (stretch, isCovered);
        }

        /// <summary>Of other sessions: each has to prove it by itself.</summary>
        public Tally Plus(Tally other) => new()
        {
            IsCurrent = IsCurrent || other.IsCurrent,
            Covered = Covered + other.Covered,
            Seen = Seen + other.Seen,
            Flips = Flips + other.Flips,
            LastFlip = Math.Max(LastFlip, other.LastFlip),
            IsUnstable = IsUnstable || other.IsUnstable,
        };
    }
}
