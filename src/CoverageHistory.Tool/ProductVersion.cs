using System.Reflection;

namespace CoverageHistory.Tool;

internal static class ProductVersion
{
    /// <summary>Such as <c>0.1.0</c>, without the commit.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
