using System.Runtime.CompilerServices;
using System.Xml;
using CoverageHistory.TestKit;

namespace CoverageHistory.EndToEnd.Infrastructure;

/// <summary>
/// A git repository with a library and whatever test projects the test adds, an own NuGet packages folder, and the fresh package.
/// When the test fails, what <c>dotnet</c> printed and its binary logs stay in <c>artifacts/end-to-end</c>.
/// </summary>
internal sealed class Scenario
{
    private readonly TemporaryRepository _repository;
    private readonly string _logs;
    private int _runs;

    private Scenario(TemporaryRepository repository)
    {
        _repository = repository;
        _logs = repository.Around.CreateSubdirectory("logs");
    }

    /// <summary>Variables for every <c>dotnet</c> of the test.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Absolute path of the repository.</summary>
    public string Root => _repository.Root;

    /// <summary>For things beside the repository.</summary>
    public TemporaryDirectory Around => _repository.Around;

    public TemporaryRepository Repository => _repository;

    /// <summary>The history at its default place.</summary>
    public History History => new(Path.Combine(Root, ".coverage-history", "history.db"));

    /// <param name="folder">Name of the repository's folder.</param>
    public static void Run(Action<Scenario> test, string folder = "repository", [CallerMemberName] string name = "")
    {
        using var repository = new TemporaryRepository(folder);
        var scenario = new Scenario(repository);
        scenario.WriteCommonFiles();
        try
        {
            test(scenario);
        }
        catch
        {
            scenario.KeepLogs(name);
            throw;
        }
    }

    /// <returns>The absolute path.</returns>
    public string Write(string path, string content) => _repository.Write(path, content);

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Runs <c>dotnet</c> at the repository's root, with a binary log where that is possible.</summary>
    public DotnetResult Dotnet(params string[] arguments) => DotnetIn(Root, arguments);

    public DotnetResult DotnetIn(string directory, params string[] arguments)
    {
        var number = ++_runs;
        string[] log = arguments[0] is "test" or "build" or "msbuild" ? [$"-bl:{Path.Combine(_logs, $"{number}.binlog")}"] : [];
        // What follows "--" goes to the test platform.
        var split = Array.IndexOf(arguments, "--") is var at and >= 0 ? at : arguments.Length;
        var result = Infrastructure.Dotnet.Run(directory, Environment, [.. arguments[..split], .. log, .. arguments[split..]]);
        File.WriteAllText(Path.Combine(_logs, $"{number}.log"), $"dotnet {string.Join(' ', arguments)}\nexit code {result.ExitCode}\n{result.Output}");
        return result;
    }

    private void WriteCommonFiles()
    {
        foreach (var (name, value) in _repository.Environment)
        {
            // NuGet keeps its configuration in the home folder.
            if (name is not "HOME" and not "XDG_CONFIG_HOME")
                Environment[name] = value;
        }
        _repository.Around.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="fresh" value="{Escape(FreshPackage.Feed)}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Escape(PackagesOfTheMachine())}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write(".gitignore", "bin/\nobj/\nTestResults/\nBenchmarkDotNet.Artifacts/\nartifacts/\n*.binlog\n");
        Write("Directory.Build.props", SampleProjects.BuildProps);
        Write("Directory.Build.targets", "<Project />\n");
        Write("Directory.Packages.props", "<Project />\n");
        this.AddLibrary();
    }

    private static string PackagesOfTheMachine() => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private void KeepLogs(string name)
    {
        var kept = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "end-to-end", name)).FullName;
        foreach (var file in Directory.EnumerateFiles(_logs))
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)), overwrite: true);
    }

    private static string Escape(string text) => XmlConvert.VerifyXmlChars(text).Replace("&", "&amp;", StringComparison.Ordinal);
}
