using System.Globalization;
using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Formats.TestResults;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Hashing;
using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>A session's files, read but not yet mapped to the repository.</summary>
internal sealed record ReadSession(SessionInput Input, IReadOnlyList<ReportFile> Reports)
{
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
        var measurements = new List<Measurement>();
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
            if (file.Benchmarks is { } benchmarks)
            {
                measurements.AddRange(benchmarks.Measurements);
                notes.AddRange(benchmarks.Host.Notes);
                environment = benchmarks.Host.On(environment);
                foreach (var diagnostic in benchmarks.Diagnostics.Select(diagnostic => diagnostic with { Path = diagnostic.Path ?? path }))
                    (IsDoubt(diagnostic) ? found : diagnostics).Add(diagnostic);
            }
            if (file.Tests is not null)
            {
                fromFiles.AddRange(file.Tests.Tests.Select(test => test with { Name = names.Of(test.Name) }));
                status = file.Tests.Status > status ? file.Tests.Status : status;
            }
        }
        diagnostics.AddRange(found);
        return new Session
        {
            Name = Input.Name,
            ExcludedFiles = excluded,
            Doubts = [.. found.Select(doubt => doubt.Code).Distinct(StringComparer.Ordinal)],
            ContentHash = ContentHash(),
            Configuration = Input.Configuration,
            Framework = Input.Framework,
            Format = Reports.Count > 0 ? Reports[0].Format : null,
            Status = Input.Status ?? status,
            Environment = environment,
            Coverage = coverage.Count switch
            {
                0 => null,
                1 => coverage[0],
                _ => CoverageUnion.ByModuleAndPath(coverage.SelectMany(files => files)),
            },
            Tests = Input.Tests ?? (Reports.Any(file => file.Tests is not null) ? fromFiles : null),
            Benchmarks = Reports.Any(file => file.Benchmarks is not null) ? [.. measurements.DistinctBy(measurement => measurement.Benchmark)] : null,
            Notes = notes,
            Values = Reports.Any(file => file.Values.Count > 0) ? [.. Reports.SelectMany(file => file.Values).DistinctBy(value => value.Metric)] : [],
        };
    }

    /// <summary>Whether it says that times are not to be judged by.</summary>
    private static bool IsDoubt(Diagnostic diagnostic) => diagnostic.Code == DiagnosticCode.UnfitBenchmarks;

    /// <summary>A file's own hash, so that it is known again whatever it is called; of several inputs the hash over all of them.</summary>
    private string ContentHash()
    {
        if (Reports.Count == 1 && Input.Tests is null)
            return Reports[0].ContentHash;
        var text = new StringBuilder();
        text.Append(Input.Name).Append('\n').Append(Input.Framework).Append('\n').Append(Input.Configuration).Append('\n');
        foreach (var report in Reports)
            text.Append(report.ContentHash).Append('\n');
        foreach (var test in Input.Tests ?? [])
            text.Append(CultureInfo.InvariantCulture, $"{test.Name}\t{test.Outcome}\t{test.Duration.Ticks}\n");
        return Sha256.HexOf(text.ToString());
    }
}
