using System.Globalization;
using System.Text;
using CoverageHistory.Model;
using Microsoft.Build.Framework;

namespace CoverageHistory.MSBuild;

/// <summary>
/// Before the tests: where the test logger writes, and whether collection must be turned on. Everything a user may set is text here,
/// because a wrong value must not stop a test run.
/// </summary>
public sealed class PrepareSession : Microsoft.Build.Utilities.Task
{
    private const string DefaultCollector = "XPlat Code Coverage";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Absolute.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The project's intermediate folder, where the logger's file lives for a moment; absolute or relative to the project.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    public string StartupDirectory { get; set; } = "";

    public string Framework { get; set; } = "";

    public string Configuration { get; set; } = "";

    public string RunKey { get; set; } = "";

    public string Database { get; set; } = "";

    public string TimeoutSeconds { get; set; } = "";

    public string BenchmarkResults { get; set; } = "";

    /// <summary>Exchange runs with the remote where this is CI.</summary>
    public bool Sync { get; set; }

    /// <summary>Turn collection on when nobody asked for it.</summary>
    public bool Collect { get; set; }

    /// <summary>coverlet.collector is referenced.</summary>
    public bool HasCollector { get; set; }

    /// <summary>Where coverlet.msbuild writes its report; empty when it does not collect.</summary>
    public string CoverletOutput { get; set; } = "";

    /// <summary>What the user asked for with <c>--collect</c>.</summary>
    public string UserCollect { get; set; } = "";

    public string RunSettings { get; set; } = "";

    /// <summary>What stands after <c>--</c> on the command line.</summary>
    public string InlineRunSettings { get; set; } = "";

    [Output]
    public string SessionFile { get; private set; } = "";

    /// <summary>In base64, because the parameters of a logger do not take every path.</summary>
    [Output]
    public string SessionFileBase64 { get; private set; } = "";

    /// <summary>The collector to turn on; empty: leave collection as the user has it.</summary>
    [Output]
    public string Collector { get; private set; } = "";

    public override bool Execute()
    {
        if (InlineRunSettings.Contains("TestAdaptersPaths", StringComparison.OrdinalIgnoreCase))
        {
            // It replaces the paths the test logger and the collector are found by, and a logger that is not found fails the tests.
            Log.LogWarning(null, DiagnosticCode.InvalidSetting, null, ProjectFile, 0, 0, 0, 0,
                "This run is not recorded, because -- RunConfiguration.TestAdaptersPaths hides the test logger. Use --test-adapter-path instead.");
            return true;
        }
        var projectDirectory = Path.GetDirectoryName(ProjectFile)!;
        var folder = Path.GetFullPath(IntermediateFolder, projectDirectory);
        RemoveAbandoned(folder);
        SessionFile = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"CoverageHistory.{Guid.NewGuid():N}.json"));
        SessionFileBase64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(SessionFile)).TrimEnd('=');
        var userDecides = CoverletOutput.Length > 0 || UserCollect.Length > 0 || RunSettingsFile.DecidesOnCoverage(RunSettings, projectDirectory);
        if (Collect && HasCollector && !userDecides)
            Collector = DefaultCollector;
        new PendingSession(new SessionOptions
        {
            SessionFile = SessionFile,
            ProjectFile = ProjectFile,
            StartupDirectory = StartupDirectory,
            Framework = Framework,
            Configuration = Configuration,
            RunKey = RunKey,
            Database = Database,
            TimeoutSeconds = TimeoutSeconds,
            BenchmarkResults = BenchmarkResults,
            Sync = Sync,
            ExpectsCoverage = Collect || userDecides,
            CoverletOutput = CoverletOutput,
        }).Register(BuildEngine);
        return true;
    }

    /// <summary>Files of runs that were killed.</summary>
    private void RemoveAbandoned(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return;
            var before = TimeProvider.System.GetUtcNow() - Abandoned;
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("CoverageHistory.*.json*"))
            {
                if (file.LastWriteTimeUtc < before.UtcDateTime)
                    file.Delete();
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Log.LogMessage(MessageImportance.Low, "CoverageHistory: " + trouble.Message);
        }
    }
}
