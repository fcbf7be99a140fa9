using System.Text.RegularExpressions;
using CoverageHistory.Formats.Paths;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// Turns the paths of a report into paths of the repository, each distinct one once. What several files could be is not guessed: such a
/// path stays as the report gave it, as do those outside the repository, and both are told.
/// </summary>
internal sealed partial class SourcePathMapper
{
    private const int NamedInMessage = 3;

    private readonly List<string> _roots = [];
    private readonly TrackedFiles? _tracked;
    private readonly PathFilter _filter;

    /// <summary>Folders of files that are not tracked, by what they are without links; null for one that leads out of the repository.</summary>
    private readonly Dictionary<string, string?> _targets = new(StringComparer.Ordinal);

    /// <param name="repositoryRoot">Absolute; null where there is no repository, and then nothing is outside.</param>
    /// <param name="trackedFiles">Relative to the root with <c>/</c>, as <c>git ls-files</c> prints them; null where unknown.</param>
    /// <param name="filter">Files it leaves out are counted, and of no further interest; null: none.</param>
    public SourcePathMapper(string? repositoryRoot, IReadOnlyCollection<string>? trackedFiles, PathFilter? filter = null)
    {
        _filter = filter ?? PathFilter.All;
        if (repositoryRoot is not null)
        {
            _roots.Add(LexicalPath.Normalize(repositoryRoot));
            var target = LexicalPath.Normalize(ResolveLinks(repositoryRoot));
            if (target != _roots[0])
                _roots.Add(target);
        }
        _tracked = trackedFiles is null ? null : new TrackedFiles(trackedFiles);
    }

    /// <summary>The report with mapped paths; files whose spellings turn out to be one are united.</summary>
    public CoverageReport Map(CoverageReport report)
    {
        // A converter of JaCoCo reports, much copied, writes its own option "--source" down as a root.
        var sources = report.SourceRoots.Where(source => !source.StartsWith("--", StringComparison.Ordinal))
            .Select(LexicalPath.Normalize).Distinct(StringComparer.Ordinal).ToList();
        var paths = new Dictionary<RepoPath, RepoPath>();
        var excluded = new HashSet<string>(StringComparer.Ordinal);
        List<string> outside = [], ambiguous = [], generated = [];
        foreach (var file in report.Files)
        {
            if (paths.ContainsKey(file.Path))
                continue;
            var mapped = ThroughLinks(Map(file.Path.Value, sources, out var isAmbiguous));
            paths.Add(file.Path, mapped);
            if (!_filter.Keeps(mapped))
            {
                excluded.Add(mapped.Value);
                continue;
            }
            if (mapped.IsGenerated)
                generated.Add(mapped.Value);
            if (isAmbiguous)
                ambiguous.Add(mapped.Value);
            else if (mapped.IsOutside && _roots.Count > 0)
                outside.Add(mapped.Value);
        }
        return new CoverageReport
        {
            Format = report.Format,
            Files = CoverageUnion.ByModuleAndPath(
                report.Files.Select(file => file.At(paths[file.Path])).Where(file => excluded.Count == 0 || !excluded.Contains(file.Path.Value))),
            ExcludedFiles = excluded.Count,
            SourceRoots = report.SourceRoots,
            GeneratedAt = report.GeneratedAt,
            // What is stated is stated of all files.
            Stated = excluded.Count == 0 ? report.Stated : null,
            Listed = report.Listed,
            Diagnostics =
            [
                .. report.Diagnostics,
                .. Tell(outside, DiagnosticCode.FilesOutside, DiagnosticSeverity.Warning, "outside the repository", "; stored under the path the report gives"),
                .. Tell(ambiguous, DiagnosticCode.FilesOutside, DiagnosticSeverity.Warning, "that fit several tracked files", "; stored under the path the report gives"),
                .. Tell(generated, DiagnosticCode.FilesGenerated, DiagnosticSeverity.Info, "written by tools",
                    "; they count like all others, unless \"exclude\" in the configuration names them"),
                .. Tell([.. excluded], DiagnosticCode.FilesExcluded, DiagnosticSeverity.Info, "left out by the configuration", ""),
            ],
        };
    }

    /// <summary>A path through a linked folder of the repository is the tracked file it leads to.</summary>
    private RepoPath ThroughLinks(RepoPath path)
    {
        if (_tracked is null || _roots.Count == 0 || path.IsOutside || path.IsGenerated || _tracked.Find(path.Value) is not null)
            return path;
        var folder = Path.GetDirectoryName(path.Value)!;
        if (!_targets.TryGetValue(folder, out var target))
            _targets.Add(folder, target = BelowRoot(LexicalPath.Normalize(ResolveLinks(Path.Combine(_roots[0], folder)))));
        return target is not null && _tracked.Find($"{target}/{Path.GetFileName(path.Value)}") is { } found ? new RepoPath(found) : path;
    }

    private RepoPath Map(string written, List<string> sources, out bool isAmbiguous)
    {
        isAmbiguous = false;
        var path = LexicalPath.Normalize(written);
        if (LexicalPath.IsUrl(path))
            return new RepoPath(path);
        if (path.StartsWith("/_", StringComparison.Ordinal) && Deterministic().Match(path) is { Success: true } deterministic)
            return new RepoPath(FindDeterministic(deterministic, out isAmbiguous) ?? path);
        if (LexicalPath.IsRooted(path))
            return new RepoPath(FindAbsolute(path, out isAmbiguous));
        var readings = new List<string>(sources.Count);
        foreach (var source in sources)
            AddOnce(readings, FromRoot(source + "/" + path));
        return new RepoPath(FindRelative(path, readings, out isAmbiguous));
    }

    /// <summary>
    /// Compilers write <c>/_/</c> for the root of the repository the assembly was built from, which need not be this one, and
    /// <c>/_1/</c> and so on for its submodules.
    /// </summary>
    private string? FindDeterministic(Match path, out bool isAmbiguous)
    {
        isAmbiguous = false;
        var rest = path.Groups["rest"].Value;
        var isRoot = path.Groups["number"].Length == 0;
        if (_tracked is null)
            return isRoot ? rest : null;
        if (isRoot && _tracked.Find(rest) is { } found)
            return found;
        var alike = _tracked.FindBySuffix(rest, out var shared);
        isAmbiguous = alike.Count > 1;
        return alike.Count == 1 && shared > 1 && shared == rest.Count('/') + 1 ? alike[0] : null;
    }

    /// <summary>Below the repository a file that is not tracked is a generated or a new one; elsewhere it may be another machine's.</summary>
    private string FindAbsolute(string path, out bool isAmbiguous)
    {
        isAmbiguous = false;
        if (BelowRoot(path) is { } below)
            return _tracked?.Find(below) ?? below;
        return FindBySuffix([path], out isAmbiguous) ?? path;
    }

    /// <param name="readings">The path below each source root.</param>
    private string FindRelative(string path, List<string> readings, out bool isAmbiguous)
    {
        isAmbiguous = false;
        // Loops, for each file comes through here: queries would allocate more than the report itself takes.
        List<string> inside = new(readings.Count), tracked = new(readings.Count);
        foreach (var reading in readings)
        {
            if (BelowRoot(reading) is not { } below)
                continue;
            inside.Add(below);
            AddOnce(tracked, _tracked?.Find(below));
        }
        if (tracked.Count == 1)
            return tracked[0];
        var bare = BelowRoot(FromRoot(path));
        if (_tracked is not null)
        {
            isAmbiguous = tracked.Count > 1;
            if (isAmbiguous)
                return readings[0];
            // Next to a source root in this repository, a file name alone says nothing about the rest of the repository.
            var isFromHere = readings.Exists(reading => LexicalPath.IsRooted(reading) && BelowRoot(reading) is not null);
            if (bare is not null && (!isFromHere || bare.Contains('/')) && _tracked.Find(bare) is { } known)
                return known;
            if (!isFromHere && FindBySuffix(readings.Count > 0 ? readings : [path], out isAmbiguous) is { } match)
                return match;
        }
        if (isAmbiguous || (inside.Count == 0 && readings.Count > 0 && _tracked is not null))
            return readings.Count > 0 ? readings[0] : path;
        if (inside.Count < 2)
            return inside.FirstOrDefault() ?? bare ?? FromRoot(path);
        var existing = inside.Find(reading => File.Exists(Path.Combine(_roots.FirstOrDefault() ?? "", reading)));
        isAmbiguous = existing is null;
        return existing ?? readings[0];
    }

    private string? FindBySuffix(List<string> readings, out bool isAmbiguous)
    {
        List<string> longest = [];
        var most = 0;
        foreach (var reading in _tracked is null ? [] : readings)
        {
            var alike = _tracked!.FindBySuffix(reading, out var shared);
            if (shared > most)
                longest.Clear();
            most = Math.Max(most, shared);
            if (shared == most)
                longest.AddRange(alike.Except(longest, StringComparer.Ordinal));
        }
        isAmbiguous = longest.Count > 1;
        return longest.Count == 1 ? longest[0] : null;
    }

    /// <summary>Null for a path that does not lead into the repository.</summary>
    private string? BelowRoot(string path)
    {
        if (!LexicalPath.IsRooted(path))
            return path;
        foreach (var root in _roots)
        {
            if (LexicalPath.Below(root, path) is { } below)
                return below;
        }
        return null;
    }

    private static void AddOnce(List<string> paths, string? path)
    {
        if (path is not null && !paths.Contains(path))
            paths.Add(path);
    }

    /// <summary>Normalized; one that climbs is made absolute, as seen from the repository.</summary>
    private string FromRoot(string path)
    {
        var normalized = LexicalPath.Normalize(path);
        return normalized.StartsWith("..", StringComparison.Ordinal)
            ? LexicalPath.Normalize((_roots.Count > 0 ? _roots[0] : "") + "/" + normalized)
            : normalized;
    }

    private static IEnumerable<Diagnostic> Tell(List<string> paths, string code, DiagnosticSeverity severity, string what, string consequence)
    {
        if (paths.Count == 0)
            yield break;
        var named = string.Join(", ", paths.Take(NamedInMessage));
        var rest = paths.Count > NamedInMessage ? $" and {paths.Count - NamedInMessage} more" : "";
        yield return new Diagnostic(code, severity, $"{paths.Count} {(paths.Count == 1 ? "file" : "files")} {what}: {named}{rest}{consequence}");
    }

    private static string ResolveLinks(string path)
    {
        var resolved = Path.GetPathRoot(path) ?? "";
        foreach (var segment in path[resolved.Length..].Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
        {
            resolved = Path.Combine(resolved, segment);
            if (Directory.Exists(resolved))
                resolved = Directory.ResolveLinkTarget(resolved, returnFinalTarget: true)?.FullName ?? resolved;
        }
        return resolved;
    }

    [GeneratedRegex("^/_(?<number>[0-9]*)/(?<rest>.+)$")]
    private static partial Regex Deterministic();
}
