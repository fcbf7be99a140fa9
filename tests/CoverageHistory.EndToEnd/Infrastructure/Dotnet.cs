using System.Diagnostics;

namespace CoverageHistory.EndToEnd.Infrastructure;

/// <summary>Runs the real <c>dotnet</c> as a stranger's shell would: nothing of this test run's own environment is inherited.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>All that a process gets: no CI facts, no settings of .NET, MSBuild, the test platform or this product.</summary>
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "USER", "DOTNET_ROOT", "NUGET_CERT_REVOCATION_MODE",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ProgramFiles", "ProgramFiles(x86)", "SystemRoot", "ComSpec", "PATHEXT",
    ];

    public static DotnetResult Run(string directory, IReadOnlyDictionary<string, string?> environment, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Except(Inherited).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Defaults.Concat(environment))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end in {Limit}");
        }
        return new DotnetResult(process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }

    private static Dictionary<string, string?> Defaults => new()
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        // A node that stays would outlive the folder its task came from.
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };
}
