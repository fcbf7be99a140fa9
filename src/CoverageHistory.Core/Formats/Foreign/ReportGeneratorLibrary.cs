using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using CoverageHistory.Formats.Building;
using Palmmedia.ReportGenerator.Core.Logging;
using Palmmedia.ReportGenerator.Core.Parser;
using Palmmedia.ReportGenerator.Core.Parser.Analysis;
using Palmmedia.ReportGenerator.Core.Parser.Filtering;

namespace CoverageHistory.Formats.Foreign;

/// <summary>
/// ReportGenerator.Core, of which only the parsers are used. It lies in a folder of its own and is loaded by the first report that
/// needs it.
/// </summary>
internal static class ReportGeneratorLibrary
{
    private const string AssemblyFile = "reportgenerator/ReportGenerator.Core.dll";

    private static readonly Lock Gate = new();
    private static bool _isLoaded;
    private static string _lastMessage = "";

    /// <exception cref="FileNotFoundException">The library is not where it was installed.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The library needs nothing but the framework, which is never trimmed.")]
    public static void Load()
    {
        lock (Gate)
        {
            if (_isLoaded)
                return;
            var own = typeof(ReportGeneratorLibrary).Assembly;
            var folder = Path.GetDirectoryName(own.Location)!;
            // The MSBuild package has one for the folders of all platforms.
            var path = Path.Combine(folder, AssemblyFile);
            if (!File.Exists(path))
                path = Path.GetFullPath(Path.Combine(folder, "..", AssemblyFile));
            (AssemblyLoadContext.GetLoadContext(own) ?? AssemblyLoadContext.Default).LoadFromAssemblyPath(path);
            _isLoaded = true;
        }
    }

    /// <summary>Adds what the library finds in a file. <see cref="Load"/> goes before.</summary>
    /// <returns>What it says went wrong; null when nothing did.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string? Parse(string file, ReportBuilder report, CancellationToken cancellation)
    {
        // Where its messages go is one setting for all, so one report is parsed at a time.
        lock (Gate)
        {
            // Its types keep the log they were made with.
            _lastMessage = "nothing it knows";
            LoggerFactory.Configure(static (_, text) => _lastMessage = text.Contains("): ", StringComparison.Ordinal) ? text : _lastMessage);
            var everything = new DefaultFilter([]);
            var parsing = Task.Run(() => new CoverageReportParser(1, 1, [], everything, everything, everything).ParseFiles([file]), CancellationToken.None);
            try
            {
                parsing.Wait(cancellation);
            }
            catch (AggregateException e)
            {
                return e.GetBaseException().Message;
            }
            var result = parsing.Result;
            // It writes "… (size): what went wrong" to its log and goes on with nothing.
            if (string.IsNullOrEmpty(result.ParserName))
                return _lastMessage[(_lastMessage.LastIndexOf("): ", StringComparison.Ordinal) + 1)..].TrimStart(':', ' ');
            foreach (var assembly in result.Assemblies)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var type in assembly.Classes)
                {
                    foreach (var source in type.Files)
                        Add(report, assembly.Name, type.Name, source);
                }
            }
            return null;
        }
    }

    private static void Add(ReportBuilder report, string module, string type, CodeFile source)
    {
        var file = report.File(module, source.Path);
        var numbers = new List<int>();
        var number = -1;
        foreach (var hits in source.LineCoverage)
        {
            number++;
            // -1 is not coverable.
            if (hits < 0 || number == 0)
                continue;
            int covered = 0, total = 0;
            if (source.BranchesByLine.TryGetValue(number, out var branches))
                (covered, total) = (branches.Count(branch => branch.BranchVisits > 0), branches.Count);
            file.AddLine(number, (uint)hits, covered, total);
            numbers.Add(number);
        }
        foreach (var element in source.CodeElements)
        {
            var lines = numbers.FindAll(line => line >= element.FirstLine && line <= element.LastLine);
            var (name, signature) = Split(element.FullName);
            file.Class(type).AddMethod(name, signature, null, lines);
        }
    }

    /// <summary>From <c>org.shop/Order/add</c> of scoverage and <c>Add (int)</c> of mprof.</summary>
    private static (string Name, string Signature) Split(string full)
    {
        var open = full.IndexOf(" (", StringComparison.Ordinal);
        var name = open < 0 ? full : full[..open];
        return (name[(name.LastIndexOf('/') + 1)..], open < 0 ? "" : full[(open + 1)..]);
    }
}
