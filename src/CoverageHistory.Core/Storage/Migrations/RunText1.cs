using System.Globalization;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Migrations;

/// <summary>The text that the hashes of schema 1 were taken over: a line a fact, fields separated by tabs, absent facts left out.</summary>
internal sealed class RunText1(Func<BlobKey, IReadOnlyList<FileRecord>> filesOf)
{
    private readonly BlobWriter _text = new();

    public static byte[] Write(RunRecord record, Func<BlobKey, IReadOnlyList<FileRecord>> filesOf)
    {
        var writer = new RunText1(filesOf);
        writer.Line("coverage-history run 1");
        writer.Write(record.Run);
        foreach (var session in record.Sessions.OrderBy(session => session.Session.Name, StringComparer.Ordinal)
                     .ThenBy(session => session.Session.ContentHash, StringComparer.Ordinal))
        {
            writer.Write(session);
        }
        writer.Line("end");
        return writer._text.ToArray();
    }

    private void Write(Run run)
    {
        Line("id", run.Id.ToString());
        Line("key", run.Key);
        Line("recorded-at", Milliseconds(run.RecordedAt));
        Line("status", RunRecordWriter.StatusName(run.Status));
        if (run.Commit is { } commit)
        {
            Line("commit", commit.Sha);
            foreach (var parent in commit.Parents)
                Line("parent", parent);
            Line("authored-at", commit.AuthoredAt);
            Line("committed-at", commit.CommittedAt);
            Line("subject", commit.Subject);
            foreach (var tag in commit.Tags)
                Line("commit-tag", tag);
        }
        Line("branch", run.Branch);
        if (run.IsDirty)
            Line("dirty");
        Line("remote", run.Remote);
        if (run.Ci is { } ci)
        {
            Line("ci", ci.Provider);
            Line("ci-build", ci.BuildId);
            Line("ci-job", ci.JobId);
            Line("ci-url", ci.BuildUrl);
            Line("ci-pull-request", ci.PullRequest);
            Line("ci-base-branch", ci.BaseBranch);
        }
    }

    private void Write(SessionRecord record)
    {
        var session = record.Session;
        Line("session", session.Name);
        // Shorter hashes are filled up in that schema.
        Line("content", session.ContentHash.PadRight(64, '0'));
        Line("configuration", session.Configuration);
        Line("framework", session.Framework);
        Line("format", session.Format);
        Line("session-status", RunRecordWriter.StatusName(session.Status));
        if (session.ExcludedFiles > 0)
            Line("excluded", Integer(session.ExcludedFiles));
        foreach (var doubt in session.Doubts)
            Line("doubt", doubt);
        if (session.Carried is { } carried)
            Line("carried", carried.Run.ToString(), Integer(carried.Runs));
        var environment = session.Environment;
        Line("environment", environment.CpuModel, Integer(environment.Cores), environment.Os, environment.Architecture, environment.Runtime);
        if (record.Files is { } address)
        {
            var files = filesOf(address);
            Line("files", Integer(files.Count));
            FileListText.Write(_text, files);
        }
        if (session.Totals is { } totals)
            Write(totals);
        if (record.Tests is { } tests)
        {
            Line("tests", Integer(tests.Count));
            foreach (var test in tests)
                Line("test", RunRecordWriter.OutcomeName(test.Outcome), Integer(test.Duration.Ticks / TimeSpan.TicksPerMicrosecond), test.Name);
        }
        foreach (var value in session.Values)
            Write(value);
    }

    private void Write(CoverageCounts totals) => Line("totals",
        totals.KnownFiles is { } files ? Integer(files) : "",
        Integer(totals.Lines.Covered), Integer(totals.Lines.Total),
        Integer(totals.Branches.Covered), Integer(totals.Branches.Total),
        Integer(totals.Methods.Covered), Integer(totals.Methods.Total),
        totals.MaxComplexity is { } complexity ? Integer(complexity) : "");

    private void Write(MetricValue value)
    {
        var metric = value.Metric;
        var number = value.Value.ToString("R", CultureInfo.InvariantCulture);
        if (value.Spread is { } spread)
            Line("value", metric.Name, metric.Unit, RunRecordWriter.DirectionName(metric.Better), number, spread);
        else
            Line("value", metric.Name, metric.Unit, RunRecordWriter.DirectionName(metric.Better), number);
    }

    private void Line(string name)
    {
        Start(name);
        End();
    }

    private void Line(string name, string? value)
    {
        if (value is null)
            return;
        Start(name);
        Field(value);
        End();
    }

    private void Line(string name, DateTimeOffset? value)
    {
        if (value is { } time)
            Line(name, Milliseconds(time));
    }

    private void Line(string name, params ReadOnlySpan<string> fields)
    {
        Start(name);
        foreach (var field in fields)
            Field(field);
        End();
    }

    private void Start(string name) => Encoding.UTF8.GetBytes(name, _text.Reserve(name.Length));

    private void End() => _text.Byte((byte)'\n');

    private void Field(string value)
    {
        _text.Byte((byte)'\t');
        value = value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(value, _text.Reserve(Encoding.UTF8.GetByteCount(value)));
    }

    private static string Milliseconds(DateTimeOffset time) => Integer(time.ToUnixTimeMilliseconds());

    private static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);
}
