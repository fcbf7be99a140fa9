using System.Text;
using CoverageHistory.Formats;

namespace CoverageHistory.Core.Tests.Formats.Histories;

public sealed class HistoryFuzzTests
{
    private static readonly byte[][] Seeds =
    [
        .. Directory.GetFiles(Histories.ReportGenerator).Take(1).Select(File.ReadAllBytes),
        Encoding.UTF8.GetBytes(Histories.Benchmarks(Histories.Entry("a1", 5, """{"name":"M","value":1.5,"unit":"ns","range":"± 1"}"""))),
        "{\"schemaVersion\":1,\"label\":\"coverage\",\"message\":\"87.3%\",\"color\":\"green\"}"u8.ToArray(),
        "{\"coverage\":87.3,\"branch_rate\":0.5,\"more\":[{\"a\":1}]}"u8.ToArray(),
    ];

    [Fact]
    public void Any_bytes_are_a_history_a_report_or_refused() =>
        Assert.InRange(Fuzz.Refused(Seeds, FuzzEffort.Mutants, mutant =>
        {
            if (Histories.Read(mutant) is null)
                ReportFile.Read(new MemoryStream(mutant), "x", ReadLimits.Default, default);
        }), 0.1, 0.975);
}
