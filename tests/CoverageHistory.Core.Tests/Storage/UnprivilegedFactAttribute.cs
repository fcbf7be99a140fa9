namespace CoverageHistory.Core.Tests.Storage;

/// <summary>A fact about what file permissions forbid, seen by a process they count for: not root's.</summary>
public sealed class UnprivilegedFactAttribute : FactAttribute
{
    private const string SetPriv = "/usr/bin/setpriv";

    public UnprivilegedFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Unix permissions";
        else if (Environment.IsPrivilegedProcess && !File.Exists(SetPriv))
            Skip = $"permissions do not bind root, and {SetPriv} is absent";
    }

    /// <summary>What starts another program without root's privileges.</summary>
    public static string[] Before =>
        Environment.IsPrivilegedProcess ? [SetPriv, "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
}
