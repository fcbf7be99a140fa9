using System.Text;
using CoverageHistory.Formats;
using CsCheck;

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
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 3]).Array[1, 6]).Sample((seed, changes) =>
        {
            var content = Seeds[seed].ToList();
            foreach (var (place, value, kind) in changes)
            {
                var at = place % Math.Max(content.Count, 1);
                if (kind == 0)
                    content.Insert(at, value);
                else if (kind == 1 && content.Count > 1)
                    content.RemoveAt(at);
                else if (kind == 2 && content.Count > at + 1)
                    content.RemoveRange(at, content.Count - at);
                else if (content.Count > 0)
                    content[at] = value;
            }
            byte[] bytes = [.. content];
            try
            {
                if (Histories.Read(bytes) is null)
                    ReportFile.Read(new MemoryStream(bytes), "x", ReadLimits.Default, default);
            }
            catch (ReportFormatException)
            {
                // Refused, as it should be.
            }
        }, iter: 20_000);
}
