using System.Text;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Damages reports, by bytes and by structure, the same way for the same seed.</summary>
/// <param name="vocabulary">What else the format's own words make worth putting in.</param>
internal sealed class MutantReports(IReadOnlyList<byte[]> originals, int seed, params IEnumerable<string> vocabulary)
{
    private static readonly byte[][] Common =
    [
        .. new[]
        {
            "-1", "99999999999999999999", "NaN", "1e999", "0", "", "2147483648", "1,234", "\"", "'", "<", ">", "/>", "</", "&", "&lt;", "&x;", "&#0;", "<!--", "-->",
            "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE a [", "]>", "{", "}", "[", "]", ":", ",", "null", "true", "\n", "\r", "\0", "\u00FF\u00FE", "\u1234", "\t", "end_of_record\n", "SF:", "DA:", "../", "\\", "=",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Values =
    [
        .. new[] { "-1", "0", "0.5", "1e999", "99999999999999999999", "NaN", "-Infinity", "null", "true", "\"\"", "\"-1\"", "\"\\ud800\"", "[]", "[[[[", "{}", "{\"a\":" }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly byte[][] _morsels = [.. Common, .. vocabulary.Select(Encoding.UTF8.GetBytes)];
    private readonly Random _random = new(seed);

    /// <summary>The share of all that the originals up to each one have: the smaller one is, the more mutants there are of it.</summary>
    private readonly double[] _shares = [.. originals.Select((_, i) => originals.Take(i + 1).Sum(original => 1.0 / original.Length))];

    public byte[] Next()
    {
        var chosen = _random.NextDouble() * _shares[^1];
        var mutant = new List<byte>(originals[Array.FindIndex(_shares, share => chosen < share)]);
        for (var damage = _random.Next(1, 5); damage > 0; damage--)
            Damage(mutant);
        return [.. mutant];
    }

    private void Damage(List<byte> mutant)
    {
        if (mutant.Count == 0)
            return;
        var at = _random.Next(mutant.Count);
        var isJson = mutant[0] is (byte)'{' or (byte)'[';
        switch (_random.Next(isJson ? 14 : 10))
        {
            case 0:
                mutant[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                mutant[at] = (byte)_random.Next(256);
                break;
            case 2:
                mutant.RemoveRange(at, mutant.Count - at);
                break;
            case 3:
                mutant.RemoveRange(at, Math.Min(_random.Next(1, 40), mutant.Count - at));
                break;
            case 4:
                mutant.InsertRange(at, mutant.GetRange(at, Math.Min(_random.Next(1, 200), mutant.Count - at)));
                break;
            case 5:
                mutant.InsertRange(at, _morsels[_random.Next(_morsels.Length)]);
                break;
            case 6:
                ReplaceValue(mutant, at);
                break;
            case 7:
                MoveLine(mutant, at);
                break;
            case 8:
                DropLine(mutant, at);
                break;
            case >= 9 when isJson:
                ReplaceMember(mutant, at);
                break;
            default:
                DropBetween(mutant, at);
                break;
        }
    }

    /// <summary>A run of digits becomes another number, or none.</summary>
    private void ReplaceValue(List<byte> mutant, int at)
    {
        while (at < mutant.Count && !char.IsAsciiDigit((char)mutant[at]))
            at++;
        var end = at;
        while (end < mutant.Count && char.IsAsciiDigit((char)mutant[end]))
            end++;
        mutant.RemoveRange(at, end - at);
        mutant.InsertRange(at, _morsels[_random.Next(8)]);
    }

    /// <summary>The next member has another value, which keeps more of the file sound than a change anywhere.</summary>
    private void ReplaceMember(List<byte> mutant, int at)
    {
        var start = mutant.IndexOf((byte)':', at) + 1;
        var end = start == 0 ? -1 : mutant.FindIndex(start, octet => octet is (byte)',' or (byte)'}');
        if (end < 0)
            return;
        mutant.RemoveRange(start, end - start);
        mutant.InsertRange(start, Values[_random.Next(Values.Length)]);
    }

    private void MoveLine(List<byte> mutant, int at)
    {
        var (start, end) = LineAt(mutant, at);
        var line = mutant.GetRange(start, end - start);
        mutant.RemoveRange(start, end - start);
        mutant.InsertRange(LineAt(mutant, _random.Next(mutant.Count + 1)).Start, line);
    }

    private static void DropLine(List<byte> mutant, int at)
    {
        var (start, end) = LineAt(mutant, at);
        mutant.RemoveRange(start, end - start);
    }

    /// <summary>What stands between two spaces goes: an attribute, a field.</summary>
    private static void DropBetween(List<byte> mutant, int at)
    {
        var start = mutant.IndexOf((byte)' ', at);
        var end = start < 0 ? -1 : mutant.IndexOf((byte)' ', start + 1);
        if (end > 0)
            mutant.RemoveRange(start, end - start);
    }

    private static (int Start, int End) LineAt(List<byte> mutant, int at)
    {
        at = Math.Min(at, mutant.Count);
        var start = at == 0 ? 0 : mutant.LastIndexOf((byte)'\n', at - 1) + 1;
        var end = mutant.IndexOf((byte)'\n', Math.Min(at, mutant.Count));
        return (start, end < 0 ? mutant.Count : end + 1);
    }
}
