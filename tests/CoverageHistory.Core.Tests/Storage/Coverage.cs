using CoverageHistory.Model;
using CsCheck;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Coverage models as readers may give them, and small ones by hand.</summary>
internal static class Coverage
{
    private static readonly Gen<string> GenName = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        AnyOf("'; drop table run;--", "100 %", "*[?", "日本語", "😀/🏁.cs", "a\tb", "a\nb\r", @"back\slash\n", " ", "\u202e", "\"quoted\""));

    private static readonly Gen<LineCoverage> GenLine =
        from gap in Gen.OneOf(Gen.Const(1), Gen.Int[1, 4], Gen.Int[1, 5_000])
        from hits in Gen.OneOf(Gen.Const(0u), Gen.UInt[0, 5], Gen.UInt)
        from total in Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Int[1, 6], Gen.Int[0, ushort.MaxValue])
        from covered in Gen.Int[0, total]
        select new LineCoverage(gap, hits, (ushort)covered, (ushort)total);

    private static readonly Gen<BranchOutcome> GenOutcome =
        from line in Gen.Int[0, 40]
        from key in Gen.OneOf(Gen.ULong[0, 5], Gen.ULong)
        from hits in Gen.OneOf(Gen.UInt[0, 2], Gen.UInt)
        select new BranchOutcome(line, key, hits);

    /// <summary>A file with any lines, any outcomes and any methods over its lines.</summary>
    public static readonly Gen<FileCoverage> GenFile =
        from module in AnyOf("App", "App.Core", "", "'; drop table module;--", "Ünï")
        from path in GenName
        from gaps in GenLine.Array[0, 40]
        from outcomes in Gen.OneOf(Gen.Const(Array.Empty<BranchOutcome>()), GenOutcome.Array[0, 20])
        from classes in GenClass(gaps.Length).List[0, 3]
        from content in Gen.OneOf(Gen.Const(0ul), Gen.ULong)
        select WithCountedOutcomes(new FileCoverage
        {
            Module = module,
            Path = new RepoPath("src/" + path),
            Content = new ContentId(content),
            Lines = Numbered(gaps),
            Outcomes = [.. outcomes.DistinctBy(outcome => (outcome.Line, outcome.Key)).Order()],
            Classes = [.. classes.DistinctBy(type => type.Name).Select(type => WithNumbers(type, Numbered(gaps)))],
        });

    /// <summary>A session's files: distinct and ordered.</summary>
    public static readonly Gen<IReadOnlyList<FileCoverage>> GenFiles = GenFile.List[0, 8].Select(files =>
        (IReadOnlyList<FileCoverage>)[.. files.DistinctBy(file => (file.Module, file.Path))
            .OrderBy(file => file.Module, StringComparer.Ordinal).ThenBy(file => file.Path.Value, StringComparer.Ordinal)]);

    public static readonly Gen<IReadOnlyList<TestResult>> GenTests = (
        from name in GenName
        from outcome in Gen.Enum<TestOutcome>()
        from microseconds in Gen.OneOf(Gen.Long[0, 1_000], Gen.Long[0, 100_000_000_000])
        select new TestResult(name, outcome, TimeSpan.FromMicroseconds(microseconds)))
        .List[0, 12].Select(tests => (IReadOnlyList<TestResult>)tests);

    /// <summary>A file whose lines 1 to n are covered where <paramref name="hits"/> is not 0.</summary>
    public static FileCoverage File(string path, params uint[] hits) => FileIn("App", path, hits);

    public static FileCoverage FileIn(string module, string path, params uint[] hits) => new()
    {
        Module = module,
        Path = new RepoPath(path),
        Lines = [.. hits.Select((count, index) => new LineCoverage(index + 1, count, 0, 0))],
        Classes = [new ClassCoverage(path.Replace('/', '.'), [new MethodCoverage("M", "()", 2, [.. Enumerable.Range(1, hits.Length)])])],
    };

    /// <summary>What a store without hit counts gives back.</summary>
    public static FileCoverage WithoutHits(FileCoverage file) => new()
    {
        Module = file.Module,
        Path = file.Path,
        Content = file.Content,
        Lines = [.. file.Lines.Select(line => line with { Hits = Math.Min(line.Hits, 1) })],
        Outcomes = [.. file.Outcomes.Select(outcome => outcome with { Hits = Math.Min(outcome.Hits, 1) })],
        Classes = file.Classes,
    };

    /// <summary>Everything of a file as one text, so that a difference is readable and no reference is compared.</summary>
    public static string Describe(FileCoverage file) => string.Join('\n',
        [
            $"{file.Module} | {file.Path} | {file.Content}",
            .. file.Lines.Select(line => line.ToString()),
            .. file.Outcomes.Select(outcome => outcome.ToString()),
            .. file.Classes.SelectMany(type => type.Methods.Select(method =>
                $"{type.Name} {method.Name} {method.Signature} {method.Complexity} {string.Join(',', method.Lines)}").Prepend(type.Name)),
        ]);

    public static string[] Describe(IEnumerable<FileCoverage> files) => [.. files.Select(Describe)];

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static FileCoverage WithCountedOutcomes(FileCoverage file)
    {
        CoverageUnion.RecountBranches(file.Lines, file.Outcomes);
        return file;
    }

    private static LineCoverage[] Numbered(LineCoverage[] gaps)
    {
        var number = 0;
        return [.. gaps.Select(line => line with { Number = number += line.Number })];
    }

    private static Gen<ClassCoverage> GenClass(int lines) =>
        from name in GenName
        from methods in (
            from method in GenName
            from signature in AnyOf("", "()", "(System.String,System.Int32)")
            from complexity in Gen.OneOf(AnyOf((int?)null), Gen.Int[0, 500].Select(value => (int?)value), AnyOf((int?)int.MaxValue))
            from indexes in Gen.Int[0, Math.Max(lines - 1, 0)].Array[0, lines]
            select new MethodCoverage(method, signature, complexity, [.. indexes.Distinct().Order()])).List[0, 4]
        select new ClassCoverage(name, methods);

    private static ClassCoverage WithNumbers(ClassCoverage type, LineCoverage[] lines) =>
        type with { Methods = [.. type.Methods.Select(method => method with { Lines = [.. method.Lines.Select(index => lines[index].Number)] })] };
}
