using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.MSBuild;

/// <summary>What the build knows of a session; text as the properties hold it, because a wrong value must not stop a test run.</summary>
internal sealed record SessionOptions
{
    private const int DefaultTimeoutSeconds = 60;

    /// <summary>The file the test logger writes.</summary>
    public required string SessionFile { get; init; }

    /// <summary>Absolute.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Where <c>dotnet test</c> was started: the history's place where there is no repository. Absolute; empty where unknown.</summary>
    public string StartupDirectory { get; init; } = "";

    public string Framework { get; init; } = "";

    public string Configuration { get; init; } = "";

    /// <summary>The same in every project of one <c>dotnet test</c>; empty: this session is a run of its own.</summary>
    public string RunKey { get; init; } = "";

    public string Database { get; init; } = "";

    public string TimeoutSeconds { get; init; } = "";

    /// <summary>Patterns of files of benchmark results, separated by semicolons; <c>false</c>: none.</summary>
    public string BenchmarkResults { get; init; } = "";

    /// <summary>Of <c>CoverageHistorySync</c>: whether runs are exchanged with the remote where this is CI.</summary>
    public bool Sync { get; init; }

    /// <summary>Coverage is wanted, so that none is worth a warning.</summary>
    public bool ExpectsCoverage { get; init; }

    /// <summary>Where coverlet.msbuild writes its report, a folder or the beginning of a file name; empty when it does not collect.</summary>
    public string CoverletOutput { get; init; } = "";

    /// <summary>Whether the test target succeeded; null where that is unknown.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>What a person calls the session.</summary>
    public string Project => Path.GetFileNameWithoutExtension(ProjectFile);

    public string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>
    /// The top of the work tree; outside a repository the folder where <c>dotnet test</c> was started, so that the projects of a solution
    /// have one history together.
    /// </summary>
    public string WorkingDirectory => TopOfWorkTree() ?? (IsBelowStartup ? Path.GetFullPath(StartupDirectory) : ProjectDirectory);

    public string? DatabasePath => Database.Length == 0
        ? null
        : Path.GetFullPath(Database, StartupDirectory.Length > 0 ? Path.GetFullPath(StartupDirectory) : ProjectDirectory);

    public TimeSpan Timeout(List<Diagnostic> diagnostics)
    {
        if (TimeoutSeconds.Length == 0)
            return TimeSpan.FromSeconds(DefaultTimeoutSeconds);
        if (int.TryParse(TimeoutSeconds, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400)
            return TimeSpan.FromSeconds(seconds);
        diagnostics.Add(new Diagnostic(DiagnosticCode.InvalidSetting, DiagnosticSeverity.Warning,
            $"CoverageHistoryTimeoutSeconds is '{TimeoutSeconds}'; it must be a whole number of seconds from 1 to 86400. 60 is used."));
        return TimeSpan.FromSeconds(DefaultTimeoutSeconds);
    }

    private bool IsBelowStartup => StartupDirectory.Length > 0
        && !Path.GetRelativePath(Path.GetFullPath(StartupDirectory), ProjectDirectory).StartsWith("..", StringComparison.Ordinal);

    /// <summary>Found without git, which may be missing.</summary>
    private string? TopOfWorkTree()
    {
        var folder = new DirectoryInfo(ProjectDirectory);
        // In linked work trees and submodules it is a file.
        while (folder is not null && !Path.Exists(Path.Combine(folder.FullName, ".git")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
