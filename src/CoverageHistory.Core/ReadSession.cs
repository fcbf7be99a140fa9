using System.Globalization;
using System.Text;
using CoverageHistory.Environments;
using CoverageHistory.Formats;
using CoverageHistory.Formats.TestResults;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Hashing;
using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>A session's files, read but not yet mapped to the repository.</summary>
internal sealed record ReadSession(SessionInput Input, IReadOnlyList<ReportFile> Reports)
{
    /// <summary>
    /// Benchmarks are known by what was measured, whichever way they come. Else it is a file's own hash, so that it is known again whatever
    /// it is called, and of several inputs the hash over all of them.
    /// </summary>
    public string ContentHash => field ??= HashContent();

    private IEnumerable<(BenchmarkReport Report, string? Path)> Benchmarks
    {
        get
        {
            if (Input.Benchmarks is { } own)
                yield return (own, null);
            for (var i = 0; i < Reports.Count; i++)
            {
                if (Reports[i].Benchmarks is { } report)
                    yield return (report, Input.Files[i]);
            }
        }
    }

    /// <summary>Null without a report of benchmarks.</summary>
    private IReadOnlyList<Measurement>? Measurements => field ??= !Benchmarks.Any() ? null
        : [.. Benchmarks.SelectMany(benchmarks => benchmarks.Report.Measurements).DistinctBy(measurement => measurement.Benchmark)];

    public static ReadSession From(SessionInput input, CancellationToken cancellation) =>
        new(input, [.. input.Files.Select(file => ReportFile.Read(file, ReadLimits.Default, cancellation))]);

    /// <param name="doubts">Null for a run of the past, of which nothing is known but its reports.</param>
    /// <param name="explanations">Null when nobody asked for any.</param>
    public Session ToSession(SourcePathMapper mapper, SessionDoubts? doubts, ExecutionEnvironment environment, List<Diagnostic> diagnostics,
        List<TotalsExplanation>? explanations, CancellationToken cancellation)
    {
        var coverage = new List<IReadOnlyList<FileCoverage>>();
        var fromFiles = new List<TestResult>();
        var found = new List<Diagnostic>();
        var excluded = 0;
        var names = new DistinctNames();
        var notes = new List<string>();
        var status = Input.Tests?.Any(test => test.Outcome == TestOutcome.Failed) == true ? RunStatus.Failed : RunStatus.Passed;
        for (var i = 0; i < Reports.Count; i++)
        {
            var (file, path) = (Reports[i], Input.Files[i]);
            if (file.Coverage is not null)
            {
                var report = mapper.Map(file.Coverage);
                coverage.Add(report.Files);
                excluded += report.ExcludedFiles;
                found.AddRange(doubts?.Of(Input, path, file.Coverage) ?? []);
                diagnostics.AddRange(report.Diagnostics.Select(diagnostic => diagnostic with { Path = diagnostic.Path ?? path }));
                if (StatedTotalsCheck.Compare(report) is { } difference)
                    diagnostics.Add(difference with { Path = path });
                explanations?.AddRange(TotalsExplainer.Explain(report, mapper, path, cancellation));
            }
            if (file.Tests is not null)
            {
                fromFiles.AddRange(file.Tests.Tests.Select(test => test with { Name = names.Of(test.Name) }));
                status = file.Tests.Status > status ? file.Tests.Status : status;
            }
        }
        foreach (var (benchmarks, path) in Benchmarks)
        {
            notes.AddRange(benchmarks.Host.Notes);
            notes.AddRange(NotesOfMachine(benchmarks.Host, environment));
            environment = benchmarks.Host.On(environment);
            foreach (var diagnostic in benchmarks.Diagnostics.Select(diagnostic => diagnostic with { Path = diagnostic.Path ?? path }))
                (IsDoubt(diagnostic) ? found : diagnostics).Add(diagnostic);
        }
        diagnostics.AddRange(found);
        return new Session
        {
            Name = Input.Name,
            ExcludedFiles = excluded,
            Doubts = [.. found.Select(doubt => doubt.Code).Distinct(StringComparer.Ordinal)],
            ContentHash = ContentHash,
            Configuration = Input.Configuration,
            Framework = Input.Framework,
            Format = Reports.Count > 0 ? Reports[0].Format : Input.Benchmarks?.Format,
            Status = Input.Status ?? status,
            Environment = environment,
            Coverage = coverage.Count switch
            {
                0 => null,
                1 => coverage[0],
                _ => CoverageUnion.ByModuleAndPath(coverage.SelectMany(files => files)),
            },
            Tests = Input.Tests ?? (Reports.Any(file => file.Tests is not null) ? fromFiles : null),
            Benchmarks = Measurements,
            Notes = notes,
            Values = Reports.Any(file => file.Values.Count > 0) ? [.. Reports.SelectMany(file => file.Values).DistinctBy(value => value.Metric)] : [],
        };
    }

    /// <summary>What no report tells, and this machine knows of itself, where it is the one that the benchmarks ran on.</summary>
    private static IEnumerable<string> NotesOfMachine(BenchmarkHost host, ExecutionEnvironment here)
    {
        var isHere = (host.On(here) with { Runtime = here.Runtime }).Fingerprint == here.Fingerprint;
        return isHere && Virtualization.Read() is { } virtualization ? ["virtualization: " + virtualization] : [];
    }

    /// <summary>Whether it says that times are not to be judged by.</summary>
    private static bool IsDoubt(Diagnostic diagnostic) => diagnostic.Code == DiagnosticCode.UnfairBenchmarks;

    private string HashContent()
    {
        if (Input.Tests is null && Reports.All(report => report.Benchmarks is not null) && Measurements is { } measurements
            && MeasuredContent.HashOf(measurements) is { } measured)
            return measured;
        if (Reports.Count == 1 && Input is { Tests: null, Benchmarks: null })
            return Reports[0].ContentHash;
        var text = new StringBuilder();
        text.Append(Input.Name).Append('\n').Append(Input.Framework).Append('\n').Append(Input.Configuration).Append('\n');
        foreach (var report in Reports)
            text.Append(report.ContentHash).Append('\n');
        foreach (var measurement in Input.Benchmarks?.Measurements ?? [])
            text.Append(measurement.Benchmark.FullName).Append('\n');
        foreach (var test in Input.Tests ?? [])
            text.Append(CultureInfo.InvariantCulture, $"{test.Name}\t{test.Outcome}\t{test.Duration.Ticks}\n");
        return Sha256.HexOf(text.ToString());
    }
}
