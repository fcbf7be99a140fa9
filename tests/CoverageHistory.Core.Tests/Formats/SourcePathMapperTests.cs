using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class SourcePathMapperTests
{
    private static readonly string[] Tracked =
        ["src/App/Program.cs", "src/App/Order.cs", "src/Web/Program.cs", "src/Web/Startup.cs", "tests/App/OrderTests.cs", "README.md", "Root.cs"];

    [Theory]
    [InlineData("src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("./src//App/../App/Order.cs", "src/App/Order.cs")]
    [InlineData(@"src\App\Order.cs", "src/App/Order.cs")]
    [InlineData("/repo/src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("/repo/./src/App/x/../Order.cs", "src/App/Order.cs")]
    [InlineData("//repo//src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("file:///repo/src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("file://localhost/repo/src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("file:///repo/src%2FApp/Order.cs", "src/App/Order.cs")]
    [InlineData(" /repo/src/App/Order.cs ", "src/App/Order.cs")]
    public void Every_spelling_of_a_path_below_the_root_is_the_same_path(string written, string expected) =>
        Assert.Equal(expected, Map(written));

    [Theory]
    [InlineData("/home/runner/work/shop/shop/src/App/Order.cs", "src/App/Order.cs")]
    [InlineData(@"C:\agent\_work\1\s\src\App\Order.cs", "src/App/Order.cs")]
    [InlineData(@"c:\src\App\Order.cs", "src/App/Order.cs")]
    [InlineData("D:/a/shop/src/Web/Program.cs", "src/Web/Program.cs")]
    [InlineData(@"\\build\share\shop\src\App\Order.cs", "src/App/Order.cs")]
    [InlineData(@"\\?\C:\shop\src\App\Order.cs", "src/App/Order.cs")]
    [InlineData(@"\\?\UNC\build\share\src\App\Order.cs", "src/App/Order.cs")]
    [InlineData("file:///C:/shop/src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("file://build/share/src/App/Order.cs", "src/App/Order.cs")]
    [InlineData("/home/ci/shop/Root.cs", "Root.cs")]
    [InlineData("/app/App/Order.cs", "src/App/Order.cs")]
    public void A_path_of_another_machine_is_the_tracked_file_that_ends_alike(string written, string expected) =>
        Assert.Equal(expected, Map(written));

    [Theory]
    [InlineData("/usr/lib/Program.cs")]
    [InlineData("/elsewhere/Startup.cs")]
    [InlineData("/elsewhere/Order.cs")]
    [InlineData("/repository/src/App/Missing.cs")]
    public void A_file_name_alone_is_not_enough(string written)
    {
        Assert.Equal(written, Map(written, out var diagnostics));
        Assert.Equal(DiagnosticCode.FilesOutside, Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void Of_files_that_end_alike_the_longest_wins()
    {
        string[] tracked = ["a/src/A.cs", "src/A.cs", "A.cs"];
        Assert.Equal("a/src/A.cs", Map("/ci/a/src/A.cs", tracked: tracked));
        Assert.Equal("src/A.cs", Map("/ci/b/src/A.cs", tracked: tracked));
        Assert.Equal("A.cs", Map("/ci/b/A.cs", tracked: tracked));
    }

    [Fact]
    public void Files_that_fit_equally_well_are_told_and_not_guessed()
    {
        Assert.Equal("/app/Core/A.cs", Map("/app/Core/A.cs", out var diagnostics, tracked: ["x/Core/A.cs", "y/Core/A.cs"]));
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticCode.FilesOutside, diagnostic.Code);
        Assert.Equal("1 file that fit several tracked files: /app/Core/A.cs; stored under the path the report gives", diagnostic.Message);
    }

    [Fact]
    public void Case_decides_between_files_that_end_alike_otherwise() =>
        Assert.Equal("y/Core/A.cs", Map("/app/Core/A.cs", tracked: ["x/core/a.cs", "y/Core/A.cs"]));

    [Theory]
    [InlineData("SRC/app/order.CS", "src/App/Order.cs")]
    [InlineData("/repo/src/app/order.cs", "src/App/Order.cs")]
    [InlineData(@"C:\X\SRC\APP\ORDER.CS", "src/App/Order.cs")]
    public void A_path_in_other_case_is_the_only_tracked_file_it_can_be(string written, string expected) =>
        Assert.Equal(expected, Map(written));

    [Fact]
    public void A_path_in_other_case_stays_when_two_files_differ_in_case_only()
    {
        Assert.Equal("src/A.CS", Map("src/A.CS", tracked: ["src/a.cs", "src/A.cs"]));
        Assert.Equal("src/A.cs", Map("src/A.cs", tracked: ["src/a.cs", "src/A.cs"]));
    }

    [Theory]
    [InlineData("https://raw.githubusercontent.com/o/r/1a2b/src/App/Order.cs")]
    [InlineData("http://host/src/App/Order.cs")]
    public void A_url_stays_outside(string written)
    {
        Assert.Equal(written, Map(written, out var diagnostics));
        Assert.Single(diagnostics);
        Assert.True(new RepoPath(written).IsOutside);
    }

    [Fact]
    public void Deterministic_roots_are_the_repository_when_it_has_the_file()
    {
        Assert.Equal("src/App/Order.cs", Map("/_/src/App/Order.cs"));
        Assert.Equal("/_/src/Json/Reader.cs", Map("/_/src/Json/Reader.cs"));
        Assert.Equal("modules/json/src/Reader.cs", Map("/_1/src/Reader.cs", tracked: ["modules/json/src/Reader.cs", "src/Reader.txt"]));
        Assert.Equal("/_1/Order.cs", Map("/_1/Order.cs"));
        Assert.Equal("/_/other/App/Order.cs", Map("/_/other/App/Order.cs"));
    }

    [Fact]
    public void Deterministic_roots_are_the_repository_where_tracked_files_are_unknown()
    {
        Assert.Equal("src/A.cs", Map("/_/src/A.cs", tracked: null));
        Assert.Equal("/_1/src/A.cs", Map("/_1/src/A.cs", tracked: null));
    }

    [Fact]
    public void A_relative_path_is_below_the_source_root_that_has_it()
    {
        Assert.Equal("src/Web/Startup.cs", Map("Startup.cs", sources: ["/repo/src/App", "/repo/src/Web/"]));
        Assert.Equal("src/App/Order.cs", Map("App/Order.cs", sources: ["/repo/src"]));
        Assert.Equal("src/App/Order.cs", Map("Order.cs", sources: ["src/App"]));
        Assert.Equal("src/App/Order.cs", Map("src/App/Order.cs", sources: ["."]));
        Assert.Equal("src/App/Order.cs", Map(@"App\Order.cs", sources: [@"D:\Dev\shop\src\"]));
        Assert.Equal("src/App/Order.cs", Map("Order.cs", sources: ["/home/ci/shop/src/App", "/home/ci/shop/src/Web"]));
    }

    [Fact]
    public void A_relative_path_without_source_root_is_the_only_tracked_file_that_ends_with_it()
    {
        Assert.Equal("src/Web/Startup.cs", Map("Web/Startup.cs"));
        Assert.Equal("src/Web/Startup.cs", Map("Startup.cs"));
        Assert.Equal("Program.cs", Map("Program.cs", out var diagnostics));
        Assert.Contains("several tracked files", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_path_in_two_source_roots_is_ambiguous()
    {
        Map("Program.cs", out var diagnostics, sources: ["/repo/src/App", "/repo/src/Web"]);
        Assert.Contains("several tracked files", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_option_that_a_converter_writes_as_a_root_is_none() =>
        Assert.Equal("src/App/Order.cs", Map("Order.cs", sources: ["--source", "/ci/shop/src/App"]));

    [Fact]
    public void Generated_files_below_the_root_are_inside()
    {
        Assert.Equal("src/App/obj/Debug/Gen.g.cs", Map("/repo/src/App/obj/Debug/Gen.g.cs", out var diagnostics));
        Assert.Equal("src/App/obj/Gen.g.cs", Map("App/obj/Gen.g.cs", sources: ["/repo/src"]));
        Assert.Equal("Order.cs", Map("/repo/Order.cs"));
        Assert.Equal("src/Web/Order.cs", Map("Order.cs", sources: ["/repo/src/Web"]));
        Assert.Equal((DiagnosticCode.FilesGenerated, DiagnosticSeverity.Info), (Assert.Single(diagnostics).Code, diagnostics[0].Severity));
    }

    [Theory]
    [InlineData("../other/A.cs", "/other/A.cs")]
    [InlineData("/repo/../other/A.cs", "/other/A.cs")]
    [InlineData("../../../etc/passwd", "/etc/passwd")]
    [InlineData("/repository/A.cs", "/repository/A.cs")]
    [InlineData(@"c:\x\A.cs", "C:/x/A.cs")]
    [InlineData(@"\\server\share\A.cs", "//server/share/A.cs")]
    public void A_path_that_leaves_the_repository_is_outside(string written, string expected)
    {
        Assert.Equal(expected, Map(written, out var diagnostics));
        Assert.Contains("outside the repository", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drive_letters_and_what_follows_compare_without_case_below_a_root_with_a_drive()
    {
        var mapper = new SourcePathMapper(@"C:\Repo", null);
        Assert.Equal("src/A.cs", Map(mapper, @"c:\repo\src\A.cs", [], out _));
        Assert.Equal("C:/Repository/A.cs", Map(mapper, @"C:\Repository\A.cs", [], out _));
    }

    [Fact]
    public void The_target_of_a_linked_root_is_the_root()
    {
        using var folder = new TemporaryDirectory();
        var real = folder.CreateSubdirectory("real");
        var link = Path.Combine(folder.Path, "link");
        Directory.CreateSymbolicLink(link, real);
        var mapper = new SourcePathMapper(link, null);
        Assert.Equal("src/A.cs", Map(mapper, Path.Combine(real, "src", "A.cs"), [], out _));
        Assert.Equal("src/A.cs", Map(mapper, Path.Combine(link, "src", "A.cs"), [], out _));
    }

    [Fact]
    public void A_path_through_a_linked_folder_is_the_tracked_file_it_leads_to()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("repo/packages/core/A.cs", "");
        folder.Write("elsewhere/A.cs", "");
        folder.CreateSubdirectory("repo/apps/web");
        Directory.CreateSymbolicLink(folder["repo/apps/web/core"], folder["repo/packages/core"]);
        Directory.CreateSymbolicLink(folder["repo/out"], folder["elsewhere"]);
        var mapper = new SourcePathMapper(folder["repo"], ["packages/core/A.cs", "apps/web/core"]);
        Assert.Equal("packages/core/A.cs", Map(mapper, folder["repo/apps/web/core/A.cs"], [], out _));
        Assert.Equal("packages/core/A.cs", Map(mapper, "core/A.cs", [folder["repo/apps/web"]], out _));
        Assert.Equal("out/A.cs", Map(mapper, folder["repo/out/A.cs"], [], out _));
        Assert.Equal("packages/core/New.cs", Map(mapper, folder["repo/packages/core/New.cs"], [], out _));
    }

    [Fact]
    public void Stated_totals_are_not_held_against_a_part_of_the_files()
    {
        var mapper = new SourcePathMapper("/repo", null, new PathFilter([], ["**/*.g.cs"]));
        FileCoverage File(string path) => new() { Module = "m", Path = new RepoPath(path), Lines = [new(1, 1, 0, 0)] };
        CoverageReport Report(params FileCoverage[] files) => new() { Format = "cobertura", Files = files, Stated = new StatedTotals(new CoveredCount(2, 2), null) };

        var mapped = mapper.Map(Report(File("/repo/A.cs"), File("/repo/A.g.cs")));

        Assert.Equal(("A.cs", 1, null), (Assert.Single(mapped.Files).Path.Value, mapped.ExcludedFiles, mapped.Stated));
        Assert.NotNull(mapper.Map(Report(File("/repo/A.cs"))).Stated);
    }

    [Fact]
    public void Where_tracked_files_are_unknown_the_disk_decides_between_source_roots()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("b/A.cs", "");
        var mapper = new SourcePathMapper(folder.Path, null);
        string[] sources = [Path.Combine(folder.Path, "a"), Path.Combine(folder.Path, "b")];
        Assert.Equal("b/A.cs", Map(mapper, "A.cs", sources, out _));
        Map(mapper, "B.cs", sources, out var diagnostics);
        Assert.Single(diagnostics);
    }

    [Fact]
    public void Without_a_repository_nothing_is_outside()
    {
        var mapper = new SourcePathMapper(null, null);
        Assert.Equal("/home/me/A.cs", Map(mapper, "/home/me/A.cs", [], out var diagnostics));
        Assert.Equal("src/A.cs", Map(mapper, "./src/A.cs", ["/home/me"], out _));
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void Two_spellings_of_one_file_are_united()
    {
        var report = Report(
            File("M", "src/App/Order.cs", new LineCoverage(1, 1, 0, 0), new LineCoverage(2, 0, 0, 0)),
            File("M", @"C:\ci\src\App\Order.cs", new LineCoverage(2, 3, 0, 0), new LineCoverage(5, 0, 0, 0)),
            File("N", "/repo/src/App/Order.cs", new LineCoverage(9, 0, 0, 0)));
        var mapped = new SourcePathMapper("/repo", Tracked).Map(report);
        Assert.Equal(["M: 1:1 2:3 5:0", "N: 9:0"], mapped.Files.Select(file => $"{file.Module}: {file.Text()}"));
        Assert.All(mapped.Files, file => Assert.Equal("src/App/Order.cs", file.Path.Value));
    }

    [Fact]
    public void Mapping_keeps_what_else_the_report_says()
    {
        var report = Reports.Read("""
            <coverage line-rate="1" timestamp="1700000000" lines-covered="1" lines-valid="1"><sources><source>/repo</source></sources>
            <packages><package name="P"><classes><class name="C" filename="src/App/Order.cs"><methods><method name="M" signature="()" complexity="3">
            <lines><line number="1" hits="1"/></lines></method></methods></class></classes></package></packages></coverage>
            """);
        var mapped = new SourcePathMapper("/repo", Tracked).Map(report);
        Assert.Equal(report.GeneratedAt, mapped.GeneratedAt);
        Assert.Equal(report.Stated, mapped.Stated);
        Assert.Equal(report.SourceRoots, mapped.SourceRoots);
        Assert.Same(report.Only().Classes, mapped.Only().Classes);
    }

    [Fact]
    public void Many_files_outside_are_told_in_one_diagnostic()
    {
        var report = Report([.. Enumerable.Range(0, 9).Select(i => File("M", $"/else/{i}.cs", new LineCoverage(1, 1, 0, 0)))]);
        var diagnostic = Assert.Single(new SourcePathMapper("/repo", Tracked).Map(report).Diagnostics);
        Assert.Equal("9 files outside the repository: /else/0.cs, /else/1.cs, /else/2.cs and 6 more; stored under the path the report gives", diagnostic.Message);
    }

    private static string Map(string written, string[]? sources = null) => Map(written, out _, sources);

    private static string Map(string written, string[]? tracked, string[]? sources = null) =>
        Map(new SourcePathMapper("/repo", tracked), written, sources ?? [], out _);

    private static string Map(string written, out IReadOnlyList<Diagnostic> diagnostics, string[]? sources = null, string[]? tracked = null) =>
        Map(new SourcePathMapper("/repo", tracked ?? Tracked), written, sources ?? [], out diagnostics);

    private static string Map(SourcePathMapper mapper, string written, string[] sources, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var mapped = mapper.Map(new CoverageReport
        {
            Format = "cobertura",
            Files = [File("M", written, new LineCoverage(1, 1, 0, 0))],
            SourceRoots = sources,
        });
        diagnostics = mapped.Diagnostics;
        return mapped.Only().Path.Value;
    }

    private static CoverageReport Report(params FileCoverage[] files) => new() { Format = "cobertura", Files = files };

    private static FileCoverage File(string module, string path, params LineCoverage[] lines) =>
        new() { Module = module, Path = new RepoPath(path), Lines = lines };
}
