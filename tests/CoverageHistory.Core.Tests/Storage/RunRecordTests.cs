using System.Text;
using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Maps;
using CoverageHistory.TestKit;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class RunRecordTests : StoreFixture
{
    [Fact]
    public void The_canonical_text_reads_like_this()
    {
        var run = new Run
        {
            Id = new Guid("01990000-0000-7000-8000-000000000001"),
            Key = "4711_a",
            RecordedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_123),
            Status = RunStatus.Failed,
            Commit = new Commit("1a2b") { Parents = ["0001", "0002"], AuthoredAt = DateTimeOffset.FromUnixTimeSeconds(1_767_225_000), Subject = "Tabs\tand\nlines \u0001 é", Tags = ["v1"] },
            Branch = "main",
            IsDirty = true,
            Remote = "https://example.com/a.git",
            Ci = new CiBuild("gitlab") { BuildId = "77" },
            Tags = ["never part of it"],
        };
        Record(run,
            SessionOf(Coverage.File("src/a.cs", 1, 0)) with { Tests = [new("T.B(\"\\\")", TestOutcome.Failed, TimeSpan.FromMilliseconds(1.5)), new("T.A", TestOutcome.Passed, TimeSpan.Zero)] },
            NamedSession("A") with { Coverage = null, Configuration = null, Framework = null, Format = null });
        var text = Encoding.UTF8.GetString(Store.LoadRecord(run.Id, None)!.ToText());
        const string environment = """{"cpu":"CPU 3000","cores":8,"os":"Debian GNU/Linux 12","architecture":"x64","runtime":".NET 10.0.1"}""";
        Assert.Equal(
            """
            {"record":2,"id":"01990000-0000-7000-8000-000000000001","key":"4711_a","recorded_at":"2026-01-01T00:00:00.123Z","status":"failed",
            "commit":{"sha":"1a2b","parents":["0001","0002"],"authored_at":"2025-12-31T23:50:00.000Z","subject":"Tabs\tand\nlines \u0001 é","tags":["v1"]},
            "branch":"main","dirty":true,"remote":"https://example.com/a.git","ci":{"provider":"gitlab","build":"77"},
            "sessions":[
            {"name":"A","content":"CONTENT-A","status":"passed","environment":ENVIRONMENT},
            {"name":"Tests","content":"CONTENT-TESTS","configuration":"Debug","framework":"net10.0","format":"cobertura","status":"passed",
            "environment":ENVIRONMENT,"files":"LIST","tests":[["passed",0,"T.A"],["failed",1500,"T.B(\"\\\")"]]}]}
            """.ReplaceLineEndings("")
                .Replace("CONTENT-A", NamedSession("A").ContentHash, StringComparison.Ordinal)
                .Replace("CONTENT-TESTS", SessionOf(Coverage.File("src/a.cs", 1, 0)).ContentHash, StringComparison.Ordinal)
                .Replace("ENVIRONMENT", environment, StringComparison.Ordinal)
                .Replace("LIST", Store.LoadRecord(run.Id, None)!.Sessions[0].Files!.ToString(), StringComparison.Ordinal),
            text);
    }

    [Fact]
    public void The_schema_has_each_member_a_record_can_have_and_no_other()
    {
        var full = new RunRecord(
            NewRun("sha", "parent") with
            {
                Commit = new Commit("sha") { Parents = ["p"], AuthoredAt = DateTimeOffset.UnixEpoch, CommittedAt = DateTimeOffset.UnixEpoch, Subject = "s", Tags = ["v"] },
                IsDirty = true,
                Remote = "r",
                Ci = new CiBuild("a") { BuildId = "b", JobId = "j", BuildUrl = "u", PullRequest = "1", BaseBranch = "main" },
            },
            [new SessionRecord(
                SessionOf() with
                {
                    ExcludedFiles = 1,
                    Doubts = ["COVH1024"],
                    Carried = new CarriedFrom(Guid.CreateVersion7(), 1),
                    Totals = new CoverageCounts(1, new(1, 2), new(0, 0), new(1, 1), 3),
                    Values = [new(new Metric("M", "ns", MetricDirection.Lower, "M"), 1.5, "± 1")],
                    Notes = ["gc: server"],
                    Benchmarks =
                    [
                        Measurements.Of("Add", 100, 24, "net10.0") with
                        {
                            Benchmark = new Benchmark("N", "T", "M", "a: 1", "net10.0"),
                            Gen0Per1000 = 1, Gen1Per1000 = 2, Gen2Per1000 = 3,
                            Values = [new(new Metric("M", "ns", MetricDirection.Lower, "M"), 1.5, "± 1")],
                        },
                    ],
                },
                BlobKey.Of("list"u8), [new("T", TestOutcome.Passed, TimeSpan.Zero)])])
        {
            Kept = new KeptTotals(new CoverageCounts(1, new(1, 2), new(0, 0), new(1, 1), 3), [new("App", new CoverageCounts(1, new(1, 2), new(0, 0), new(1, 1), 3))]),
        };
        using var record = JsonDocument.Parse(full.ToText());
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "run-record.schema.json")));
        Assert.Equal(MembersOf(record.RootElement).Order(StringComparer.Ordinal), PropertiesOf(schema.RootElement, schema.RootElement).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> MembersOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => MembersOf(member.Value).Select(inner => $"{member.Name}.{inner}").Prepend(member.Name)),
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).SelectMany(MembersOf),
        _ => [],
    };

    private static IEnumerable<string> PropertiesOf(JsonElement schema, JsonElement root)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Object)
            return PropertiesOf(items, root);
        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(property => PropertiesOf(property.Value, root).Select(inner => $"{property.Name}.{inner}").Prepend(property.Name))
            : [];
    }

    [Fact]
    public void The_hash_of_a_run_is_that_of_its_rebuilt_record() => Gen.Select(Coverage.GenFiles, Coverage.GenTests, Coverage.GenFiles).Sample((files, tests, more) =>
    {
        var run = NewRun("sha", "parent");
        var first = Record(run, NamedSession("B", [.. files]) with { Tests = tests });
        Assert.Equal(first.Hash, Rehash(run.Id));
        var joined = Record(run, NamedSession("A", [.. more]));
        Assert.Equal(joined.Hash, Rehash(run.Id));
        Assert.NotEqual(first.Hash, joined.Hash);
    }, iter: 40, threads: 1);

    [Fact]
    public void The_hash_does_not_depend_on_the_order_the_sessions_came_in()
    {
        var run = NewRun();
        var sessions = new[] { NamedSession("A", Coverage.File("a.cs", 1)), NamedSession("B", Coverage.File("b.cs", 1)), NamedSession("B", Coverage.File("c.cs", 0)) };
        var together = Record(run, sessions).Hash;
        Store.DeleteRun(run.Id, None);
        foreach (var session in sessions.Reverse())
            Record(run, session);
        Assert.Equal(together, Store.FindRun(run.Id, None)!.Hash);
    }

    [Fact]
    public void A_text_that_was_read_is_the_text_that_was_written() => Gen.Select(Coverage.GenFiles, Coverage.GenTests).Sample((files, tests) =>
    {
        var run = NewRun("sha", "parent") with { Ci = new CiBuild("a") { JobId = "\t" } };
        Record(run, NamedSession("B", [.. files]) with { Tests = tests });
        var text = Store.LoadRecord(run.Id, None)!.ToText();
        Assert.Equal(text, RunRecord.Parse(text).ToText());
    }, iter: 20, threads: 1);

    [Fact]
    public void Any_change_of_a_text_is_refused_or_is_another_record()
    {
        var run = NewRun("sha", "parent");
        Record(run, SessionOf(Coverage.File("a.cs", 1, 0)) with { Tests = [new("T", TestOutcome.Passed, TimeSpan.Zero)] });
        var text = Store.LoadRecord(run.Id, None)!.ToText();
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            var changed = cut ? text[..at] : [.. text[..at], value, .. text[(at + 1)..]];
            try
            {
                Assert.Equal(changed, RunRecord.Parse(changed).ToText());
            }
            catch (InvalidDataException)
            {
                // Refused, as it should be.
            }
        }, iter: 2_000);
    }

    private string Rehash(Guid run) => Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(run, None)!.ToText()));
}
