namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>A folder on a disk that keeps what was flushed, and of the rest whatever it likes. POSIX promises no more.</summary>
internal sealed class SimulatedDisk
{
    private readonly string _path;
    private readonly SimulatedFolder _root;

    /// <summary>Begins with what is in the folder now, all of it flushed.</summary>
    public SimulatedDisk(string path)
    {
        _path = path;
        _root = Load(path);
    }

    public void Apply(DiskOperation operation)
    {
        switch (operation)
        {
            case DiskOperation.Create(var path) when FolderOf(path).Find(Path.GetFileName(path)) is null:
                FolderOf(path).Change((Path.GetFileName(path), new SimulatedFile([])));
                break;
            case DiskOperation.CreateFolder(var path):
                FolderOf(path).Change((Path.GetFileName(path), new SimulatedFolder()));
                break;
            case DiskOperation.Write(var path, var offset, var data):
                FileOf(path).Write(offset, data);
                break;
            case DiskOperation.Resize(var path, var length):
                FileOf(path).Resize(length);
                break;
            case DiskOperation.Rename(var from, var to) when Path.GetDirectoryName(from) == Path.GetDirectoryName(to):
                FolderOf(from).Change((Path.GetFileName(from), null), (Path.GetFileName(to), FileOf(from)));
                break;
            case DiskOperation.Rename(var from, _):
                throw new InvalidDataException($"{from} is moved to another folder, which this disk cannot do");
            case DiskOperation.Link(var path, var name):
                FolderOf(name).Change((Path.GetFileName(name), FileOf(path)));
                break;
            case DiskOperation.Remove(var path):
                FolderOf(path).Change((Path.GetFileName(path), null));
                break;
            case DiskOperation.Flush(var path) when Find(path) is SimulatedFolder folder:
                folder.Flush();
                break;
            case DiskOperation.Flush(var path):
                FileOf(path).Flush();
                break;
        }
    }

    /// <summary>Makes a folder of what a power cut leaves now; the disk itself goes on.</summary>
    public void Cut(string target, Random random) => _root.WriteTo(target, new Survival(random));

    private static SimulatedFolder Load(string path)
    {
        var folder = new SimulatedFolder();
        foreach (var file in Directory.GetFiles(path))
            folder.Change((Path.GetFileName(file), new SimulatedFile(File.ReadAllBytes(file))));
        foreach (var inner in Directory.GetDirectories(path))
            folder.Change((Path.GetFileName(inner), Load(inner)));
        folder.Flush();
        return folder;
    }

    private SimulatedFile FileOf(string path) => Find(path) as SimulatedFile ?? throw new InvalidDataException($"there is no file {path}");

    private SimulatedFolder FolderOf(string path) =>
        Find(Path.GetDirectoryName(path)!) as SimulatedFolder ?? throw new InvalidDataException($"there is no folder for {path}");

    private object? Find(string path)
    {
        object? at = _root;
        foreach (var name in Path.GetRelativePath(_path, path).Split('/').Where(name => name != "."))
            at = (at as SimulatedFolder)?.Find(name);
        return at;
    }
}
