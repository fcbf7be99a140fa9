using System.Globalization;
using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class BenchmarksCommandTests : ToolFixture
{
    private static readonly ExecutionEnvironment Machine = new("AMD EPYC 7763", 4, "Debian GNU/Linux 12", "x64", ".NET 10.0.1");

    public BenchmarksCommandTests()
    {
        for (var i = 0; i < 24; i++)
        {
            // Remove slows down at run 14 and stays there; the last run of Add is slow, and it allocates more.
            Write(i, Measure("Add", i == 23 ? 160 : 100, i == 23 ? 88 : 64, i), Measure("Remove", i < 14 ? 2_000 : 2_500, 0, i));
        }
    }

    [Fact]
    public void The_list_reads_as_agreed() => Snapshot.Match(Run("benchmarks", "list").Output, "benchmarks-list.txt");

    [Fact]
    public void A_benchmark_reads_as_agreed() => Snapshot.Match(Run("benchmarks", "show", "Remove").Output, "benchmarks-show.txt");

    [Fact]
    public void Calibration_reads_as_agreed() => Snapshot.Match(Run("benchmarks", "calibrate").Output, "benchmarks-calibrate.txt");

    [Fact]
    public void The_json_of_the_list_has_a_verdict_for_each_metric()
    {
        var json = Run("benchmarks", "list", "Add", "--format", "json").Json();

        Assert.Equal(
            ["median_ns regression", "allocated_bytes regression"],
            json.GetProperty("benchmarks").EnumerateArray().Select(one => $"{one.GetProperty("metric").GetString()} {one.GetProperty("verdict").GetString()}"));
        Assert.InRange(json.GetProperty("benchmarks")[0].GetProperty("ratio").GetDouble(), 1.5, 1.7);
        Assert.Equal(Machine.Fingerprint, json.GetProperty("environments")[0].GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void An_earlier_run_is_judged_by_what_was_before_it()
    {
        var json = Run("benchmarks", "list", "--run", IdOf(14).ToString(), "--format", "json").Json();

        Assert.Equal(
            ["Add equivalent", "Remove regression"],
            json.GetProperty("benchmarks").EnumerateArray().Where(one => one.GetProperty("metric").GetString() == "median_ns")
                .Select(one => $"{one.GetProperty("name").GetString()!.Split('.')[^1]} {one.GetProperty("verdict").GetString()}"));
    }

    [Fact]
    public void The_series_says_where_its_level_changed()
    {
        var series = Run("benchmarks", "show", "Shop.Cart.Remove", "--format", "json").Json().GetProperty("series")[0];

        var change = Assert.Single(series.GetProperty("change_points").EnumerateArray());
        Assert.Equal(14, change.GetProperty("index").GetInt32());
        Assert.Equal(IdOf(14).ToString(), change.GetProperty("run").GetString());
        Assert.InRange(change.GetProperty("low").GetDouble(), 300, 500);
        Assert.InRange(change.GetProperty("high").GetDouble(), 500, 700);
        Assert.Equal(24, series.GetProperty("points").GetArrayLength());
    }

    [Fact]
    public void Show_plots_a_benchmark_as_it_does_any_metric()
    {
        var json = Run("show", "--benchmark", "Cart.Add", "--format", "json").Json();
        Assert.Equal("median_ns", json.GetProperty("metric").GetString());
        Assert.Equal("ns", json.GetProperty("unit").GetString());
        Assert.Equal(24, json.GetProperty("points").GetArrayLength());
        Assert.InRange(json.GetProperty("points")[23].GetProperty("value").GetDouble(), 155, 165);

        Assert.Equal(88, Run("show", "--benchmark", "Add", "--metric", "allocated_bytes", "--format", "json").Json().GetProperty("points")[23].GetProperty("value").GetDouble());
        Assert.Contains("Shop.Cart.Add", Run("show", "--benchmark", "Add").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_accepted_is_in_the_configuration_and_judged_no_more()
    {
        var accepted = Run("benchmarks", "accept", "Cart.Add", "--reason", "checks its input", "--format", "json").Json();
        Assert.Equal(IdOf(23).ToString(), accepted.GetProperty("run").GetString());
        Assert.Contains("\"Cart.Add\": [\"2026-10-24T08:00:00.000Z", File.ReadAllText(Folder[".config/coverage-history.json"]), StringComparison.Ordinal);

        Write(24, Measure("Add", 160, 88, 24), Measure("Remove", 2_500, 0, 24));
        Assert.All(Run("benchmarks", "list", "Add", "--format", "json").Json().GetProperty("benchmarks").EnumerateArray(), one =>
        {
            Assert.NotEqual("regression", one.GetProperty("verdict").GetString());
            Assert.Equal(1, one.GetProperty("baseline_runs").GetInt32());
        });
    }

    [Fact]
    public void A_renamed_benchmark_goes_on_with_its_series()
    {
        Write(24, Measure("Insert", 160, 88, 24), Measure("Remove", 2_500, 0, 24));
        Write(25, Measure("Insert", 160, 88, 25), Measure("Remove", 2_500, 0, 25));
        var renamed = Run("benchmarks", "rename", "Shop.Cart.Add", "Shop.Cart.Insert", "--format", "json").Json().GetProperty("renamed");
        Assert.Equal("Shop.Cart.Insert", Assert.Single(renamed.EnumerateArray()).GetProperty("new").GetString());

        Assert.Equal(26, Run("benchmarks", "show", "Insert", "--format", "json").Json().GetProperty("series")[0].GetProperty("points").GetArrayLength());
        Assert.Equal(2, Run("benchmarks", "show", "Add").Code);
        var text = File.ReadAllText(Folder[".config/coverage-history.json"]);
        Assert.Equal(2, Run("benchmarks", "rename", "Shop.Cart.Add", "Shop.Cart.Insert").Code);
        Assert.Equal(text, File.ReadAllText(Folder[".config/coverage-history.json"]));
    }

    [Theory]
    [InlineData("Did you mean Shop.Cart.Add?", "benchmarks", "show", "Shop.Cart.Ad")]
    [InlineData("means 2 benchmarks", "benchmarks", "show", "Shop.*")]
    [InlineData("no metric 'line_rate'", "benchmarks", "show", "Add", "--metric", "line_rate")]
    [InlineData("No benchmark is called 'Clear'", "benchmarks", "list", "Clear")]
    [InlineData("--reason", "benchmarks", "accept", "Add", "--reason", " ")]
    [InlineData("No benchmark is called", "benchmarks", "rename", "Nobody", "Somebody")]
    [InlineData("more * than", "benchmarks", "rename", "Shop.Cart.Add", "Shop.*.*")]
    [InlineData("does not go with --module", "show", "--benchmark", "Add", "--module", "Shop")]
    public void What_cannot_be_understood_is_said(string expected, params string[] arguments)
    {
        var result = Run(arguments);

        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_of_the_configuration_that_is_none_is_an_error_and_counts_for_nothing()
    {
        Folder.Write(".config/coverage-history.json", """{"benchmarks": {"renames": ["Shop.Cart.Add to Shop.Cart.Insert"]}}""");

        var result = Run("benchmarks", "list");

        Assert.Equal(0, result.Code);
        Assert.Contains("error COVH1011: benchmarks.renames: 'Shop.Cart.Add to Shop.Cart.Insert' is no rename", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_benchmarks_the_way_to_them_is_told()
    {
        File.Delete(DatabasePath);

        Assert.Contains("docs/benchmarks.md", Run("benchmarks", "list").Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Run("benchmarks", "list", "--format", "json").Json().GetProperty("run").ValueKind);
    }

    private static Guid IdOf(int run) => new(string.Create(CultureInfo.InvariantCulture, $"01990000-{run:0000}-7000-8000-{run:000000000000}"));

    /// <summary>Within 2 %, differently for each run.</summary>
    private static Measurement Measure(string method, double ns, double bytes, int run)
    {
        var median = ns * (1 + (run * 7 % 11 - 5) * 0.002);
        return new()
        {
            Benchmark = new Benchmark("Shop", "Cart", method, "", ""),
            MeanNs = median * 1.01,
            MedianNs = median,
            StdDevNs = ns * 0.01,
            SampleCount = 15,
            Launches = 1,
            AllocatedBytes = bytes,
            SamplesNs = [.. Enumerable.Range(0, 15).Select(i => Math.Round(median * (1 + (i * 4 % 15 - 7) * 0.002), 3))],
        };
    }

    private void Write(int number, params Measurement[] measurements)
    {
        var run = new Run
        {
            Id = IdOf(number),
            Key = $"run {number}",
            RecordedAt = new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero).AddDays(number),
            Branch = "main",
        };
        Store.Record(run, [new Session { Name = "Benchmarks", ContentHash = number.ToString("x32", CultureInfo.InvariantCulture), Format = "benchmarkdotnet", Environment = Machine, Benchmarks = measurements }], CancellationToken.None);
    }
}
