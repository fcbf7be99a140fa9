using System.CommandLine;
using System.Text.Json;
using CoverageHistory.Comparison;
using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Commands;

internal sealed class BenchmarksRenameCommand : ToolCommand
{
    private readonly Argument<string> _old = new("OLD") { Description = "The name it had, whole, without the job; * stands for any text." };
    private readonly Argument<string> _new = new("NEW") { Description = "The name it has now; each * takes over what the one in the same place of OLD stood for." };

    public BenchmarksRenameCommand() : base("rename", "Lets a series go on under the benchmark's new name. It is written into the configuration, so it goes with the commit.")
    {
        Add(_old);
        Add(_new);
    }

    public override IReadOnlyList<(string, string)> Examples =>
    [
        ("dotnet coverage-trend benchmarks rename Shop.CartBenchmarks.Add Shop.BasketBenchmarks.Add", "One benchmark."),
        ("dotnet coverage-trend benchmarks rename 'Shop.CartBenchmarks.*' 'Shop.BasketBenchmarks.*'", "All of a class."),
    ];

    public override int Execute(ParseResult parsed, CommandContext context)
    {
        BenchmarkRename rename;
        try
        {
            rename = new BenchmarkRename(parsed.GetValue(_old)!, parsed.GetValue(_new)!);
        }
        catch (FormatException exception)
        {
            throw new UsageException(exception.Message + ".");
        }
        var settings = BenchmarkOptions.Settings(context);
        var names = context.OpenStore().ListBenchmarks(context.Cancellation).Select(benchmark => BenchmarkRename.Apply(settings.Renames, benchmark).Name).Distinct(StringComparer.Ordinal).ToList();
        var renamed = names.Where(name => rename.Apply(name) is not null).ToList();
        if (renamed.Count == 0)
            throw new UsageException(Suggestion.For(rename.Old, names) is { } guess ? $"No benchmark is called '{rename.Old}'. Did you mean {guess}?" : $"No benchmark is called '{rename.Old}'.");
        if (!settings.Renames.Any(known => known.ToString() == rename.ToString()))
        {
            var list = SettingList.Format(settings.Renames.Append(rename).Select(one => one.ToString()));
            ConfigSetCommand.Edit(context, file => SettingsFileEditor.Set(file, SettingDefinition.BenchmarkRenames, list));
        }
        if (context.IsJson)
            context.WriteJson(json => Write(json, rename, renamed));
        else
            context.Out.WriteSentence($"{renamed.Count} {(renamed.Count == 1 ? "benchmark goes" : "benchmarks go")} on as {rename.New}: written to {context.ConfigurationPath}. Commit it with the rename.");
        return ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter json, BenchmarkRename rename, List<string> renamed)
    {
        json.WriteStartObject();
        json.WriteStartArray("renamed");
        foreach (var name in renamed)
        {
            json.WriteStartObject();
            json.WriteString("old", name);
            json.WriteString("new", rename.Apply(name));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
