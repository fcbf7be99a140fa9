using CoverageHistory.Formats;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Damaged reports of real tools give a sound report or a <see cref="ReportFormatException"/>, whichever, but nothing else.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Cobertura()
    {
        var refused = Fuzz(20_000,
            "coverlet/coverage.cobertura.xml", "microsoft/coverage.cobertura.xml", "gcovr/coverage.xml", "coverage.py/coverage.xml", "istanbul/cobertura.xml", "phpunit/cobertura.xml");
        Assert.InRange(refused, 8_000, 19_000);
    }

    /// <summary>Where .NET's reader finds a document sound, so does ours, and both say the same; ours may be more lenient.</summary>
    [Fact]
    public void Damaged_xml_that_passes_on_both_ways_is_the_same_report()
    {
        var mutants = new MutantReports([Fixtures.Bytes("gcovr/coverage.xml"), Fixtures.Bytes("phpunit/cobertura.xml")], seed: 2);
        var compared = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var mutant = mutants.Next();
            if (ReadXml(() => XmlScanner.OpenSlow(new MemoryStream(mutant), "x", default)) is not { } slow)
                continue;
            var fast = ReadXml(() => XmlScanner.Open(new MemoryStream(mutant), "x", default));
            Assert.NotNull(fast);
            Assert.Equal(slow.Files.Select(file => $"{file.Module} {file.Path} {file.Text()}"), fast.Files.Select(file => $"{file.Module} {file.Path} {file.Text()}"));
            compared++;
        }
        Assert.InRange(compared, 300, 3_000);
    }

    private static CoverageReport? ReadXml(Func<XmlScanner> open)
    {
        try
        {
            using var scanner = open();
            return CoberturaReader.Read(scanner);
        }
        catch (ReportFormatException)
        {
            return null;
        }
    }

    /// <returns>How many were refused.</returns>
    private static int Fuzz(int count, params string[] fixtures)
    {
        var mutants = new MutantReports([.. fixtures.Select(Fixtures.Bytes)], seed: 1);
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var mutant = mutants.Next();
            try
            {
                Check(Reports.Read(mutant));
            }
            catch (ReportFormatException)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"mutant {i}: {Convert.ToBase64String(mutant)}", e);
            }
        }
        return refused;
    }

    /// <summary>What the model promises of every report.</summary>
    private static void Check(CoverageReport report)
    {
        foreach (var file in report.Files)
        {
            Assert.NotEmpty(file.Lines);
            for (var i = 0; i < file.Lines.Length; i++)
            {
                var line = file.Lines[i];
                Assert.True(line.Number >= 1 && (i == 0 || line.Number > file.Lines[i - 1].Number) && line.BranchesCovered <= line.BranchesTotal);
            }
            foreach (var method in file.Classes.SelectMany(type => type.Methods))
            {
                Assert.True(method.Complexity is null or >= 1);
                Assert.True(method.Lines.All(number => Array.BinarySearch(file.Lines.Select(line => line.Number).ToArray(), number) >= 0));
            }
        }
    }
}
