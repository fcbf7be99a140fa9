using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>
/// How many mutants the tests make: 20,000 a format, or what <c>COVERAGE_HISTORY_FUZZ</c> says, such as 1000000 for a long run by hand.
/// </summary>
internal static class FuzzEffort
{
    private const int Default = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static int Mutants { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("COVERAGE_HISTORY_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Default;

    /// <summary>For what takes ten times as long: a tenth of them, unless a number was asked for.</summary>
    public static int FewMutants { get; } = Mutants == Default ? Default / 10 : Mutants;

    /// <summary>Fails when reading takes longer than a second, the machine's own pauses left aside.</summary>
    public static void Watch(Action read, string what)
    {
        for (var tries = 3; ; tries--)
        {
            var started = Stopwatch.GetTimestamp();
            read();
            if (Stopwatch.GetElapsedTime(started) < Longest)
                return;
            Assert.True(tries > 0, $"{what} takes longer than {Longest}");
        }
    }

    /// <summary>
    /// A document of the same elements and attributes that repeats itself less: a mutant's cost is its size, and the third line of a
    /// method finds nothing that the second did not.
    /// </summary>
    public static byte[] Thin(byte[] xml)
    {
        var document = XElement.Load(new MemoryStream(xml), LoadOptions.PreserveWhitespace);
        foreach (var parent in document.DescendantsAndSelf().ToList())
        {
            var alike = parent.Elements().GroupBy(child => $"{child.Name} {string.Join(' ', child.Attributes().Select(attribute => attribute.Name))} {child.HasElements}");
            foreach (var child in alike.SelectMany(children => children.Skip(2)).ToList())
            {
                if (child.PreviousNode is XText space && string.IsNullOrWhiteSpace(space.Value))
                    space.Remove();
                child.Remove();
            }
        }
        using var thinned = new MemoryStream();
        document.Save(thinned, SaveOptions.DisableFormatting);
        return thinned.ToArray();
    }

    /// <summary>The same for JSON, a member or element a line.</summary>
    public static byte[] ThinJson(byte[] json)
    {
        var document = JsonNode.Parse(json)!;
        Thin(document);
        return Encoding.UTF8.GetBytes(document.ToJsonString(new() { WriteIndented = true, IndentSize = 0 }));
    }

    private static void Thin(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array.GroupBy(Shape).SelectMany(alike => alike.Skip(2)).ToList())
                array.Remove(element);
        }
        IEnumerable<JsonNode?> children = node is JsonObject parent ? parent.Select(member => member.Value) : node as JsonArray ?? [];
        foreach (var child in children)
            Thin(child);
    }

    private static string Shape(JsonNode? node) => node is JsonObject members
        ? string.Join(' ', members.Select(member => $"{member.Key}:{member.Value?.GetValueKind()}"))
        : $"{node?.GetValueKind()}";
}
