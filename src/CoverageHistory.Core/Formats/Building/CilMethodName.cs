namespace CoverageHistory.Formats.Building;

/// <summary>
/// The parts of a method's full name as Cecil writes it, <c>System.Int32 Shop.Order::Find(System.String)</c>, so that every format names
/// a method as coverlet's Cobertura reports do.
/// </summary>
internal readonly ref struct CilMethodName
{
    private CilMethodName(ReadOnlySpan<byte> declaringType, ReadOnlySpan<byte> name, ReadOnlySpan<byte> signature)
    {
        DeclaringType = declaringType;
        Name = name;
        Signature = signature;
    }

    /// <summary>Empty when the text is not of this form.</summary>
    public ReadOnlySpan<byte> DeclaringType { get; }

    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The parameters in parentheses; empty without them.</summary>
    public ReadOnlySpan<byte> Signature { get; }

    public static CilMethodName Parse(ReadOnlySpan<byte> full)
    {
        var colons = full.IndexOf("::"u8);
        // C++ and Rust put colons into plain names too; only Cecil puts a return type before them.
        var space = colons < 0 ? -1 : full[..colons].LastIndexOf((byte)' ');
        if (space < 0)
            return new CilMethodName(default, full, default);
        var rest = full[(colons + 2)..];
        var parameters = rest.IndexOf((byte)'(');
        return parameters < 0
            ? new CilMethodName(full[(space + 1)..colons], rest, default)
            : new CilMethodName(full[(space + 1)..colons], rest[..parameters], rest[parameters..]);
    }
}
