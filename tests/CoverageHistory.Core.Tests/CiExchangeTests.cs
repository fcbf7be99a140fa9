using System.Diagnostics;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests;

/// <summary>With a remote that takes the connection and never says anything.</summary>
public sealed class CiExchangeTests : IDisposable
{
    /// <summary>Longer than any machine is late, shorter than the remote stays silent.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private readonly TemporaryRepository _repository = new();

    public CiExchangeTests()
    {
        _repository.Commit();
        _repository.Git("remote", "add", "origin", "ssh://git.example.invalid/shop.git");
    }

    private string DatabasePath => _repository[".coverage-history/history.db"];

    /// <summary>Touched by the silent connection as long as it lives.</summary>
    private string Beat => _repository.Around["beat"];

    public void Dispose() => _repository.Dispose();

    [UnixFact]
    public void A_remote_that_does_not_answer_costs_the_time_that_was_given_and_a_warning()
    {
        var watch = Stopwatch.StartNew();

        var pulled = Exchange().PullFirst(TimeSpan.FromSeconds(2), CancellationToken.None);

        Assert.Equal((DiagnosticCode.SyncDeadlinePassed, DiagnosticSeverity.Warning), (pulled?.Code, pulled?.Severity));
        Assert.StartsWith("The history was not fetched", pulled!.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        AssertConnectionIsGone();
    }

    [UnixFact]
    public void A_run_that_could_not_be_sent_in_time_stays_recorded()
    {
        SampleHistory.WriteTo(new SqliteHistoryStore(DatabasePath, new SqliteStoreOptions()), 3);
        var watch = Stopwatch.StartNew();

        var pushed = Exchange().Push(TimeSpan.FromSeconds(2), CancellationToken.None);

        Assert.Equal((DiagnosticCode.SyncDeadlinePassed, DiagnosticSeverity.Warning), (pushed?.Code, pushed?.Severity));
        Assert.StartsWith("The run was not sent", pushed!.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        AssertConnectionIsGone();
        Assert.Equal(3, new SqliteHistoryStore(DatabasePath, new SqliteStoreOptions()).ListRuns(RunQuery.All, CancellationToken.None).Count);
    }

    [UnixFact]
    public async Task Cancelling_ends_the_exchange_long_before_its_time()
    {
        using var cancelling = new CancellationTokenSource();
        var exchange = Task.Run(() => Exchange().PullFirst(TimeSpan.FromHours(1), cancelling.Token), CancellationToken.None);
        while (!File.Exists(Beat) && !exchange.IsCompleted)
            await Task.Delay(20, CancellationToken.None);

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exchange.WaitAsync(Soon, CancellationToken.None));
        AssertConnectionIsGone();
    }

    private CiExchange Exchange()
    {
        var program = _repository.Around.Write("silent", $"#!/bin/sh\nwhile :; do : > '{Beat}'; sleep 0.1; done\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new CiExchange(_repository.Root, DatabasePath, new Dictionary<string, string>(_repository.Variables())
        {
            ["CI"] = "true",
            ["GIT_SSH_COMMAND"] = program,
        });
    }

    /// <summary>What git started goes with it.</summary>
    private void AssertConnectionIsGone()
    {
        Assert.True(File.Exists(Beat), "nothing was connected to, so nothing was tested");
        Thread.Sleep(500);
        File.Delete(Beat);
        Thread.Sleep(500);
        Assert.False(File.Exists(Beat));
    }
}
