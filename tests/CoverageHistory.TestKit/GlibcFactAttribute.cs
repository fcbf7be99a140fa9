using System.Runtime.InteropServices;
using Xunit;

namespace CoverageHistory.TestKit;

/// <summary>A test that asks glibc's loader (<c>LD_DEBUG</c>) what a process loads.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GlibcFactAttribute : FactAttribute
{
    public GlibcFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
            Skip = "Only the loader of glibc tells what it loads.";
    }
}
