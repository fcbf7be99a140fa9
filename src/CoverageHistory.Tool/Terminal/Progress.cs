using System.Diagnostics;
using System.Globalization;

namespace CoverageHistory.Tool.Terminal;

/// <summary>Says on a terminal's standard error that work goes on, from the first second until it is disposed of.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int BarWidth = 30;

    private readonly TextWriter _output;
    private readonly string _what;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _drawing = new();
    private readonly Timer? _timer;
    private (int Done, int Total) _share;
    private bool _isShown;
    private bool _isOver;

    public Progress(CommandContext context, string what)
    {
        _output = context.Host.Error;
        _what = what;
        if (context.Error.Traits is { IsPlain: false } && !context.IsQuiet)
            _timer = new Timer(_ => Draw(), null, Patience, Interval);
    }

    /// <summary>How far the work is; from then on there is a bar.</summary>
    public void Report(int done, int total)
    {
        lock (_drawing)
            _share = (done, total);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_drawing)
        {
            _isOver = true;
            if (_isShown)
                _output.Write("\r\e[K");
        }
    }

    private void Draw()
    {
        lock (_drawing)
        {
            if (_isOver)
                return;
            _isShown = true;
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[K{_what}{Bar()} ({_watch.Elapsed.TotalSeconds:0} s)"));
        }
    }

    private string Bar()
    {
        var (done, total) = _share;
        if (total == 0)
            return "";
        var filled = (int)((long)BarWidth * done / total);
        return string.Create(CultureInfo.InvariantCulture, $" [{new string('#', filled)}{new string('.', BarWidth - filled)}] {done} of {total}");
    }
}
