// The main job on a fresh machine: packs CoverageHistory, makes a small repository in a temporary folder, adds the package,
// runs the real `dotnet test` on six commits (one of them failing) and shows the trend.  dotnet run demo.cs [FOLDER]
#:property TargetFramework=net10.0
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property EnforceCodeStyleInBuild=false

using System.Diagnostics;
using System.Runtime.CompilerServices;

var root = Path.GetDirectoryName(ThisFile())!;
var folder = args.Length > 0 ? Path.GetFullPath(args[0]) : Directory.CreateTempSubdirectory("coverage-history-demo-").FullName;
var feed = Path.Combine(folder, "feed");
var shop = Path.Combine(folder, "shop");
Directory.CreateDirectory(feed);
Directory.CreateDirectory(shop);
var version = $"0.1.0-demo.{DateTime.UtcNow:yyyyMMddHHmmss}";
var clock = Stopwatch.StartNew();

Say("Packing CoverageHistory");
// The tool without code compiled ahead for each system: a release packs that, too.
Run(root, "dotnet", "pack", "CoverageHistory.sln", "-c", "Release", "-o", feed, $"-p:Version={version}",
    "-p:ToolPackageRuntimeIdentifiers=any", "-v", "quiet", "-nologo");

Say("Making a repository with a library and two test projects");
Git("init", "-q", "-b", "main");
Git("config", "user.name", "Demo");
Git("config", "user.email", "demo@example.org");
Write("nuget.config", $"""
    <configuration>
      <config><add key="globalPackagesFolder" value="../packages" /></config>
      <packageSources><add key="demo" value="../feed" /></packageSources>
      <fallbackPackageFolders><add key="shared" value="{PackagesFolder()}" /></fallbackPackageFolders>
    </configuration>
    """);
Write(".gitignore", "bin/\nobj/\nTestResults/\n");
Write("Directory.Build.props", "<Project />");
Write("Directory.Build.targets", "<Project />");
Write("Directory.Packages.props", "<Project />");
Write("Shop.slnx", """
    <Solution>
      <Project Path="src/Shop/Shop.csproj" />
      <Project Path="tests/Shop.Cart.Tests/Shop.Cart.Tests.csproj" />
      <Project Path="tests/Shop.Delivery.Tests/Shop.Delivery.Tests.csproj" />
    </Solution>
    """);
Write("src/Shop/Shop.csproj", """
    <Project Sdk="Microsoft.NET.Sdk">
      <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
    </Project>
    """);
foreach (var name in new[] { "Cart", "Delivery" })
{
    Write($"tests/Shop.{name}.Tests/Shop.{name}.Tests.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="xunit" Version="2.9.3" />
            <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
            <PackageReference Include="CoverageHistory" Version="{version}" PrivateAssets="all" />
            <ProjectReference Include="../../src/Shop/Shop.csproj" />
            <Using Include="Xunit" />
          </ItemGroup>
        </Project>
        """);
}

Commit("A cart", () =>
{
    Write("src/Shop/Cart.cs", """
        namespace Shop;

        public sealed class Cart
        {
            private readonly Dictionary<string, (decimal Price, int Quantity)> _items = [];

            public void Add(string product, decimal price, int quantity = 1)
            {
                if (quantity <= 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(quantity));
                }
                if (_items.TryGetValue(product, out var item))
                {
                    quantity += item.Quantity;
                }
                _items[product] = (price, quantity);
            }

            public bool Remove(string product)
            {
                return _items.Remove(product);
            }

            public decimal Total()
            {
                return _items.Values.Sum(item => item.Price * item.Quantity);
            }
        }
        """);
    Write("tests/Shop.Cart.Tests/CartTests.cs", """
        using Shop;

        public sealed class CartTests
        {
            [Fact]
            public void An_added_product_counts()
            {
                var cart = new Cart();
                cart.Add("tea", 4.50m, 2);
                Assert.Equal(9.00m, cart.Total());
            }
        }
        """);
    Write("src/Shop/Delivery.cs", """
        namespace Shop;

        public static class Delivery
        {
            public static decimal Cost(decimal total)
            {
                return total >= 50 ? 0 : 4.90m;
            }
        }
        """);
    Write("tests/Shop.Delivery.Tests/DeliveryTests.cs", """
        using Shop;

        public sealed class DeliveryTests
        {
            [Fact]
            public void A_small_order_pays_for_delivery() => Assert.Equal(4.90m, Delivery.Cost(10));
        }
        """);
});

Commit("Discounts, in a hurry", () => Write("src/Shop/Discount.cs", """
    namespace Shop;

    public static class Discount
    {
        public static decimal For(decimal total, bool isMember)
        {
            if (isMember)
            {
                return total * 0.10m;
            }
            if (total > 200)
            {
                return total * 0.05m;
            }
            return 0;
        }

        public static string Describe(decimal discount)
        {
            if (discount == 0)
            {
                return "no discount";
            }
            return FormattableString.Invariant($"{discount:0.00} off");
        }
    }
    """));

Commit("Tests for discounts", () => Write("tests/Shop.Cart.Tests/DiscountTests.cs", """
    using Shop;

    public sealed class DiscountTests
    {
        [Theory]
        [InlineData(100, true, 10)]
        [InlineData(400, false, 20)]
        public void A_discount_depends_on_total_and_membership(int total, bool member, int discount) =>
            Assert.Equal(discount, Discount.For(total, member));
    }
    """));

Commit("Express delivery (a test fails)", () =>
{
    Write("src/Shop/Delivery.cs", """
        namespace Shop;

        public static class Delivery
        {
            public static decimal Cost(decimal total, bool express = false)
            {
                if (express)
                {
                    return 14.90m;
                }
                return total > 50 ? 0 : 4.90m;
            }

            public static int Days(bool express)
            {
                return express ? 1 : 3;
            }
        }
        """);
    Write("tests/Shop.Delivery.Tests/DeliveryTests.cs", """
        using Shop;

        public sealed class DeliveryTests
        {
            [Theory]
            [InlineData(10, 4.90)]
            [InlineData(50, 0)]
            public void Delivery_is_free_from_fifty(int total, double cost) => Assert.Equal((decimal)cost, Delivery.Cost(total));
        }
        """);
}, fails: true);

Commit("Fifty is free again, express is tested", () =>
{
    Write("src/Shop/Delivery.cs", File.ReadAllText(Path.Combine(shop, "src/Shop/Delivery.cs")).Replace("total > 50", "total >= 50"));
    Write("tests/Shop.Delivery.Tests/ExpressTests.cs", """
        using Shop;

        public sealed class ExpressTests
        {
            [Fact]
            public void Express_costs_more_and_takes_a_day()
            {
                Assert.Equal(14.90m, Delivery.Cost(80, express: true));
                Assert.Equal(1, Delivery.Days(express: true));
            }
        }
        """);
});

Commit("The corners of the cart", () => Write("tests/Shop.Cart.Tests/CartCornerTests.cs", """
    using Shop;

    public sealed class CartCornerTests
    {
        [Fact]
        public void The_same_product_adds_up()
        {
            var cart = new Cart();
            cart.Add("tea", 4);
            cart.Add("tea", 4);
            Assert.Equal(8, cart.Total());
        }

        [Fact]
        public void A_removed_product_is_gone()
        {
            var cart = new Cart();
            cart.Add("tea", 4);
            Assert.True(cart.Remove("tea"));
            Assert.Equal(0, cart.Total());
        }

        [Fact]
        public void A_quantity_is_positive() => Assert.Throws<ArgumentOutOfRangeException>(() => new Cart().Add("tea", 4, 0));
    }
    """));

Say("The trend");
Run(shop, "dotnet", "new", "tool-manifest", "--force");
Run(shop, "dotnet", "tool", "install", "dotnet-coverage-trend", "--version", version);
RunShown(shop, true, ["dotnet", "coverage-trend", "show"]);
var report = Path.Combine(folder, "report.html");
Run(shop, "dotnet", "coverage-trend", "report", "--type", "html", "--output", report);
Console.WriteLine($"Report:     {report}");
Console.WriteLine($"Repository: {shop}");
Console.WriteLine($"Took {clock.Elapsed.TotalSeconds:0} s");
return;

void Commit(string subject, Action change, bool fails = false)
{
    change();
    Git("add", "-A");
    Git("commit", "-q", "-m", subject);
    Say($"dotnet test    ({subject})");
    var (code, output) = Execute(shop, "dotnet", ["test", "Shop.slnx", "-nologo"]);
    foreach (var line in output.Split('\n').Where(line => line.Contains("CoverageHistory:", StringComparison.Ordinal)).TakeLast(1))
        Console.WriteLine("  " + line.Trim());
    if (code != 0 != fails)
        throw new InvalidOperationException($"dotnet test ended with {code}:\n{output}");
}

void Git(params string[] arguments) => Run(shop, ["git", .. arguments]);

void Write(string path, string content)
{
    var full = Path.Combine(shop, path);
    Directory.CreateDirectory(Path.GetDirectoryName(full)!);
    File.WriteAllText(full, content);
}

void Say(string text) => Console.WriteLine($"[{clock.Elapsed.TotalSeconds,4:0} s] {text}");

static void Run(string directory, params string[] command) => RunShown(directory, false, command);

static void RunShown(string directory, bool show, string[] command)
{
    var (code, output) = Execute(directory, command[0], command[1..], show);
    if (code != 0)
        throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}:\n{output}");
}

static (int Code, string Output) Execute(string directory, string file, string[] arguments, bool show = false)
{
    var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = directory };
    start.RedirectStandardOutput = start.RedirectStandardError = !show;
    // The repository of the demo is nobody's CI build: what this process inherited from CI or MSBuild stays out.
    string[] inherited = ["CI", "GITHUB_", "GITLAB_", "TF_BUILD", "JENKINS_", "TEAMCITY_", "APPVEYOR", "CIRCLECI", "BITBUCKET_", "TRAVIS", "MSBUILD"];
    foreach (var name in start.Environment.Keys.Where(name => inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        start.Environment.Remove(name);
    using var process = Process.Start(start)!;
    if (show)
    {
        process.WaitForExit();
        return (process.ExitCode, "");
    }
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output + errors.Result);
}

static string PackagesFolder() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

static string ThisFile([CallerFilePath] string path = "") => path;
