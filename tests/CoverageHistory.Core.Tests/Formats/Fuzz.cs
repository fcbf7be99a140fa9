using CoverageHistory.Formats;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Damaged reports of real tools give a sound report or a <see cref="ReportFormatException"/>, whichever, but nothing else.</summary>
internal static class Fuzz
{
    /// <param name="read">Reads one, and checks what it promises.</param>
    /// <returns>The share that was refused.</returns>
    public static double Refused(IReadOnlyList<byte[]> originals, int count, Action<byte[]> read, params IEnumerable<string> vocabulary)
    {
        var mutants = new MutantReports(originals, seed: 1, vocabulary);
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var mutant = mutants.Next();
            try
            {
                FuzzEffort.Watch(() => read(mutant), $"mutant {i}");
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
        return (double)refused / count;
    }
}
