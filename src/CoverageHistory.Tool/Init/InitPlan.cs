using CoverageHistory.Configuration;

namespace CoverageHistory.Tool.Init;

/// <summary>What sets a repository up; nothing is written before the edits are applied.</summary>
/// <param name="Root">Absolute.</param>
/// <param name="Notes">What the user has to know or do.</param>
internal sealed record InitPlan(string Root, IReadOnlyList<FileEdit> Edits, IReadOnlyList<string> Notes)
{
    /// <exception cref="IOException">A file that needs an edit cannot be read or understood.</exception>
    public static InitPlan Make(string root, string version, bool withCi)
    {
        var edits = new List<FileEdit>();
        var notes = new List<string>();

        var references = new PackageReferences(root, version);
        edits.AddRange(references.Plan());
        if (references.TestProjects == 0)
            notes.Add($"No project here references Microsoft.NET.Test.Sdk. Add the package {PackageReferences.Package} to your test projects yourself.");

        AddIfAny(ToolManifest.Plan(root, version));
        AddIfAny(Configuration(root));
        if (withCi)
        {
            var (edit, toDo) = CiWorkflow.Plan(root);
            AddIfAny(edit);
            if (edit is not null && toDo is not null)
                notes.Add(toDo);
        }
        return new InitPlan(root, edits, notes);

        void AddIfAny(FileEdit? edit)
        {
            if (edit is not null)
                edits.Add(edit);
        }
    }

    private static FileEdit? Configuration(string root)
    {
        var path = Path.Combine(root, SettingsFile.RelativePath);
        return File.Exists(path) ? null : FileEdit.Create(path, "{\n  // What can be set: dotnet coverage-trend config list\n}\n");
    }
}
