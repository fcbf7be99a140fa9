namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>A file whose changes since the last flush may be on the disk, or not, sector by sector.</summary>
internal sealed class SimulatedFile(byte[] durable)
{
    private const int Sector = 512;

    private readonly List<(long Offset, byte[]? Data)> _changes = [];
    private byte[] _durable = durable;

    public void Write(long offset, byte[] data) => _changes.Add((offset, data));

    public void Resize(long length) => _changes.Add((length, null));

    public void Flush()
    {
        _durable = After((_, _) => true, _ => true);
        _changes.Clear();
    }

    /// <summary>What a power cut leaves of it.</summary>
    public byte[] After(Survival survival)
    {
        var last = survival.LastOf(_changes.Count);
        return After((change, isSector) => change < last || (change == last && isSector && survival.Keeps()) || (last < 0 && survival.Keeps()),
            survival.ExtendsWithZeros);
    }

    private byte[] After(Func<int, bool, bool> keeps, Func<int, bool> extends)
    {
        var content = new MemoryStream();
        content.Write(_durable);
        for (var number = 0; number < _changes.Count; number++)
        {
            var (offset, data) = _changes[number];
            if (data is null)
            {
                if (keeps(number, false))
                    content.SetLength(offset);
                continue;
            }
            if (content.Length < offset + data.Length && extends(number))
                content.SetLength(offset + data.Length);
            for (var from = 0; from < data.Length;)
            {
                var to = Math.Min(data.Length, (int)((((offset + from) / Sector) + 1) * Sector - offset));
                if (keeps(number, true))
                {
                    content.Position = offset + from;
                    content.Write(data, from, to - from);
                }
                from = to;
            }
        }
        return content.ToArray();
    }
}
