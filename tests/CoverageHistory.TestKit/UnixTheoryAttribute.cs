using Xunit;

namespace CoverageHistory.TestKit;

/// <summary>Tests of something that Windows does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no such thing.";
    }
}
