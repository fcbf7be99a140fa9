using System.Globalization;
using System.Runtime.InteropServices;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Tells cases whose arguments look alike (shortened, or no text of their own) apart by their order.</summary>
internal sealed class DistinctNames
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The name itself, the second time <c>name #2</c>, and so on.</summary>
    public string Of(string name)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, name, out _);
        count++;
        return count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} #{count}");
    }
}
