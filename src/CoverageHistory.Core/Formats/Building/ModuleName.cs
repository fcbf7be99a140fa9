namespace CoverageHistory.Formats.Building;

/// <summary>An assembly has one name whichever tool measured it: some write <c>Shop</c>, some <c>Shop.dll</c>.</summary>
internal static class ModuleName
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> name)
    {
        var isFile = name.Length > 4 && (EndsWith(name, ".dll"u8) || EndsWith(name, ".exe"u8));
        return isFile ? name[..^4] : name;
    }

    private static bool EndsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extension) =>
        System.Text.Ascii.EqualsIgnoreCase(name[^extension.Length..], extension);
}
