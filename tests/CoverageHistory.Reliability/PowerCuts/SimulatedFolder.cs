namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>Names whose changes since the last flush may be on the disk, or not. What a name leads to is a file or a folder.</summary>
internal sealed class SimulatedFolder
{
    private readonly Dictionary<string, object> _current = [];
    private readonly List<(string Name, object? Target)[]> _changes = [];
    private Dictionary<string, object> _durable = [];

    public object? Find(string name) => _current.GetValueOrDefault(name);

    /// <summary>Changes that reach the disk together or not at all; a name without a target is removed.</summary>
    public void Change(params (string Name, object? Target)[] names)
    {
        _changes.Add(names);
        Apply(_current, names);
    }

    public void Flush()
    {
        _durable = new(_current);
        _changes.Clear();
    }

    /// <summary>Writes what a power cut leaves of it and of all that is in it.</summary>
    public void WriteTo(string path, Survival survival)
    {
        Directory.CreateDirectory(path);
        var names = new Dictionary<string, object>(_durable);
        var last = survival.LastOf(_changes.Count);
        for (var number = 0; number < _changes.Count; number++)
        {
            if (last < 0 ? survival.Keeps() : number < last)
                Apply(names, _changes[number]);
        }
        foreach (var (name, target) in names)
        {
            if (target is SimulatedFolder folder)
                folder.WriteTo(Path.Combine(path, name), survival);
            else
                File.WriteAllBytes(Path.Combine(path, name), ((SimulatedFile)target).After(survival));
        }
    }

    private static void Apply(Dictionary<string, object> names, (string Name, object? Target)[] changes)
    {
        foreach (var (name, target) in changes)
        {
            if (target is null)
                names.Remove(name);
            else
                names[name] = target;
        }
    }
}
