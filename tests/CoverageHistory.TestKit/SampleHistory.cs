using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.TestKit;

/// <summary>The history of a small shop, the same at every call: a main line, a merged branch, a failing run, a dip and a recovery.</summary>
public static class SampleHistory
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 30, 0, TimeSpan.Zero);

    private static readonly (string Module, string Path, int Lines)[] Files =
    [
        ("Shop", "src/Shop/Cart.cs", 120),
        ("Shop", "src/Shop/Catalogue/Product.cs", 80),
        ("Shop", "src/Shop/Catalogue/Search/FuzzyMatcher.cs", 210),
        ("Shop", "src/Shop/Pricing/Discount.cs", 64),
        ("Shop.Delivery", "src/Shop.Delivery/Parcel.cs", 45),
        ("Shop.Delivery", "src/Shop.Delivery/Routing/RoutePlanner.cs", 330),
        ("Shop.Payments", "src/Shop.Payments/CardTerminal.cs", 150),
        ("Shop.Payments", "src/Shop.Payments/Refunds.cs", 96),
    ];

    /// <summary>Of the newest run.</summary>
    public static Guid LastRun { get; private set; }

    /// <param name="runs">At least 1; one every second day.</param>
    public static void WriteTo(IHistoryStore store, int runs)
    {
        for (var number = 0; number < runs; number++)
            Write(store, number);
    }

    /// <summary>Full object name of the commit with this number.</summary>
    public static string CommitOf(int number) => HashOf(string.Create(CultureInfo.InvariantCulture, $"commit {number}"))[..40];

    public static Guid RunOf(int number) => new(
        Convert.FromHexString(string.Create(CultureInfo.InvariantCulture, $"0199{number:x8}7000800000000000{number:x4}")), bigEndian: true);

    private static void Write(IHistoryStore store, int number)
    {
        var at = Start.AddDays(2 * number).AddMinutes(37 * (number % 11));
        var onBranch = number % 9 is 5 or 6;
        var tests = TestsOf(number);
        var status = tests.Any(test => test.Outcome == TestOutcome.Failed) ? RunStatus.Failed : RunStatus.Passed;
        LastRun = RunOf(number);
        var run = new Run
        {
            Id = RunOf(number),
            Key = string.Create(CultureInfo.InvariantCulture, $"run {number}"),
            RecordedAt = at,
            Status = status,
            Branch = onBranch ? Branches[number / 9 % Branches.Length] : "main",
            Commit = new Commit(CommitOf(number))
            {
                Parents = (number % 9) switch
                {
                    _ when number == 0 => [],
                    7 => [CommitOf(number - 3), CommitOf(number - 1)],
                    _ => [CommitOf(number - 1)],
                },
                AuthoredAt = at.AddMinutes(-20),
                CommittedAt = at.AddMinutes(-5),
                Subject = Subjects[number % Subjects.Length],
            },
            Remote = "https://example.org/team/shop.git",
            Tags = number == 0 ? ["first"] : [],
            Ci = new CiBuild("github-actions") { BuildId = (1000 + number).ToString(CultureInfo.InvariantCulture) },
        };
        Session[] sessions =
        [
            SessionOf("Shop.Tests", number, [.. Files.Where(file => file.Module != "Shop.Payments")], tests[..^3]),
            SessionOf("Shop.Payments.Tests", number, [.. Files.Where(file => file.Module != "Shop.Delivery")], tests[^3..]),
        ];
        store.Record(run, sessions, CancellationToken.None);
    }

    private static string[] Branches => ["feature/route-planner", "feature/refunds", "feature/search"];

    private static string[] Subjects =>
        ["Plan routes by postcode", "Refund by card", "Search forgives typing errors", "Prices in several currencies", "Tidy the cart", "Discounts, in a hurry", "Test the corners"];

    private static Session SessionOf(string name, int number, (string Module, string Path, int Lines)[] files, TestResult[] tests) => new()
    {
        Name = name,
        ContentHash = HashOf(string.Create(CultureInfo.InvariantCulture, $"{name} {number}")),
        Configuration = "Release",
        Framework = "net10.0",
        Format = "cobertura",
        Status = tests.Any(test => test.Outcome == TestOutcome.Failed) ? RunStatus.Failed : RunStatus.Passed,
        Environment = new ExecutionEnvironment("Example CPU 3000", 4, "Debian GNU/Linux 12", "x64", ".NET 10.0.1"),
        Coverage = [.. files.Select((file, index) => FileOf(file, number, index + name.Length)).OrderBy(file => file.Module, StringComparer.Ordinal).ThenBy(file => file.Path)],
        Tests = tests,
    };

    private static FileCoverage FileOf((string Module, string Path, int Lines) file, int number, int seed)
    {
        // Grows with the runs, with a dip from the twelfth to the sixteenth.
        var rate = 0.55 + 0.012 * number + 0.04 * Math.Sin(seed * 1.7) - (number is > 11 and < 17 && file.Lines > 200 ? 0.14 : 0);
        var total = file.Lines + (seed % 3 == 0 ? number : 0);
        var lines = new LineCoverage[total];
        for (var i = 0; i < total; i++)
        {
            // The golden ratio spreads the covered lines evenly and always adds to those of a lower rate.
            var isCovered = i * 0.6180339887 % 1 < rate;
            var branches = i % 6 == 0 ? 2 : 0;
            var taken = !isCovered ? 0 : i * 0.3819660113 % 1 < rate ? branches : branches / 2;
            lines[i] = new LineCoverage(i + 3, isCovered ? 1u : 0u, (ushort)taken, (ushort)branches);
        }
        return new FileCoverage
        {
            Module = file.Module,
            Path = new RepoPath(file.Path),
            Lines = lines,
            Classes = [new ClassCoverage(ClassName(file.Path), [.. MethodsOf(lines)])],
        };
    }

    private static IEnumerable<MethodCoverage> MethodsOf(LineCoverage[] lines)
    {
        const int span = 16;
        for (var from = 0; from < lines.Length; from += span)
        {
            yield return new MethodCoverage(
                string.Create(CultureInfo.InvariantCulture, $"Step{from / span}"), "(System.String)", 1 + from / span * 3 % 17,
                [.. lines.Skip(from).Take(span).Select(line => line.Number)]);
        }
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string ClassName(string path) => path["src/".Length..^".cs".Length].Replace('/', '.');

    private static TestResult[] TestsOf(int number) =>
    [
        .. Enumerable.Range(0, 40 + 3 * number).Select(test => new TestResult(
            string.Create(CultureInfo.InvariantCulture, $"Shop.Tests.{(test % 2 == 0 ? "Cart" : "Search")}Tests.Case_{test}_holds"),
            number % 8 == 3 && test is (4 or 9) ? TestOutcome.Failed : test % 29 == 28 ? TestOutcome.Skipped : TestOutcome.Passed,
            TimeSpan.FromMilliseconds(3 + test * 13 % 70))),
    ];
}
