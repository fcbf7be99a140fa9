using System.Globalization;
using System.Text;

namespace CoverageHistory.Storage.Sync;

/// <summary>
/// Makes a commit of the set with one process, <c>fast-import</c>, which needs neither an index nor a process for each kind of object.
/// </summary>
internal sealed class SetWriter(SetRepository repository, DateTimeOffset now)
{
    /// <summary>A branch must not start a build.</summary>
    private const string Message = "Runs of coverage-history [skip ci]\n\nWritten by dotnet coverage-trend sync; each file is a run.\n";

    private Stream _stream = Stream.Null;
    private static readonly byte[] Mark = "Runs of coverage-history, a file each, written by dotnet coverage-trend sync.\n"u8.ToArray();

    private bool _isBegun;
    private string? _parent;

    /// <summary>Entries written.</summary>
    public int Units { get; private set; }

    private string Ref => repository.LocalRefs + "next";

    /// <param name="parent">Null: the commit has none, and holds only what is written.</param>
    /// <param name="write">Calls <see cref="Unit"/> and <see cref="File"/>; a commit is made only if it does.</param>
    /// <returns>The commit; null when nothing was written.</returns>
    public string? Write(string? parent, Action<SetWriter> write)
    {
        _parent = parent;
        _isBegun = false;
        Units = 0;
        var output = repository.Run(stream =>
        {
            _stream = stream;
            write(this);
            Text(_isBegun ? "get-mark :1\ndone\n" : "done\n");
        }, "fast-import", ["--quiet", "--force", "--done", "--date-format=raw"]);
        if (!output.Succeeded)
            throw repository.Problem.Failed("fast-import", output);
        return _isBegun ? output.Text.Trim() : null;
    }

    public void Unit(Unit unit)
    {
        File(SetTree.PathOf(unit.Hash), unit.Text);
        Units++;
    }

    public void File(string path, ReadOnlyMemory<byte> content)
    {
        Begin();
        Text(string.Create(CultureInfo.InvariantCulture, $"M 100644 inline {path}\ndata {content.Length}\n"));
        _stream.Write(content.Span);
        Text("\n");
    }

    private void Begin()
    {
        if (_isBegun)
            return;
        _isBegun = true;
        var from = _parent is null ? "" : $"from {_parent}\n";
        // Reset first: a commit without a parent would else go on from what the ref named before.
        Text(string.Create(CultureInfo.InvariantCulture,
            $"reset {Ref}\ncommit {Ref}\nmark :1\ncommitter coverage-history <coverage-history@localhost> {now.ToUnixTimeSeconds()} +0000\ndata {Message.Length}\n{Message}{from}"));
        File(SetTree.MarkPath, Mark);
    }

    private void Text(string text) => _stream.Write(Encoding.ASCII.GetBytes(text));
}
