using System.Globalization;
using System.Text;
using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Markup;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting.Svg;

/// <summary>Line and branch rate over runs, drawn with classes that the embedding page or file styles.</summary>
internal sealed class TrendChart(IReadOnlyList<RunSummary> runs)
{
    public const int Width = 860;
    public const int Height = 280;

    private const double Left = 56;
    private const double Right = 796;
    private const double Top = 34;
    private const double Bottom = 244;

    /// <summary>More would touch each other.</summary>
    private const int MaxDots = 74;

    private readonly NiceScale _scale = NiceScale.OfRates(
        [.. runs.SelectMany(run => new[] { run.Coverage?.Lines.Rate, run.Coverage?.Branches.Rate }).OfType<double>()], maxTicks: 6);

    /// <summary>For people who do not see it.</summary>
    public string Summary => runs.Count == 0
        ? "No runs yet."
        : string.Create(CultureInfo.InvariantCulture,
            $"Line coverage over {runs.Count} runs, from {Percent.Text(runs[0].Coverage?.Lines.Rate)} to {Percent.Text(runs[^1].Coverage?.Lines.Rate)}.");

    public void Draw(MarkupWriter markup)
    {
        DrawLegend(markup);
        DrawGrid(markup);
        DrawDates(markup);
        var ends = new List<double>();
        DrawSeries(markup, "branch", run => run.Coverage?.Branches.Rate, ends);
        DrawSeries(markup, "line", run => run.Coverage?.Lines.Rate, ends);
        if (runs.Count <= MaxDots)
            DrawDots(markup);
        DrawTrouble(markup);
    }

    /// <summary>Where each run stands and what to say of it, for the page's script; encoded so that it can stand inside a script element.</summary>
    public string PositionsAsJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (index, run) in runs.Index())
            {
                json.WriteStartObject();
                json.WriteNumber("x", Math.Round(X(index), 1));
                json.WriteString("text", LogText.Clean(RunText.Describe(run)));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void DrawLegend(MarkupWriter markup)
    {
        markup.Line($"""<path class="series line" d="M{Left} 14h22"/><text class="label" x="{Left + 28}" y="18">line coverage</text>""");
        if (runs.Any(run => run.Coverage?.Branches.Total > 0))
            markup.Line($"""<path class="series branch" d="M{Left + 132} 14h22"/><text class="label" x="{Left + 160}" y="18">branch coverage</text>""");
        if (runs.Any(run => run.Run.Status != RunStatus.Passed))
            markup.Line($"""<path class="trouble" d="M{Left + 286} 10l8 8m0 -8l-8 8"/><text class="label" x="{Left + 302}" y="18">failed or aborted run</text>""");
    }

    private void DrawGrid(MarkupWriter markup)
    {
        var digits = _scale.Step < 0.01 ? "0.0" : "0";
        foreach (var tick in _scale.Ticks)
        {
            var label = (tick * 100).ToString(digits, CultureInfo.InvariantCulture) + " %";
            markup.Line($"""<path class="grid" d="M{Left} {Y(tick)}H{Right}"/><text class="label end" x="{Left - 8}" y="{Y(tick) + 4}">{label}</text>""");
        }
    }

    private void DrawDates(MarkupWriter markup)
    {
        if (runs.Count == 0)
            return;
        var sameDay = runs[0].Run.RecordedAt.UtcDateTime.Date == runs[^1].Run.RecordedAt.UtcDateTime.Date;
        var ticks = Math.Min(runs.Count, 6);
        var last = "";
        for (var tick = 0; tick < ticks; tick++)
        {
            var at = ticks == 1 ? 0 : (int)Math.Round((double)tick * (runs.Count - 1) / (ticks - 1));
            var text = runs[at].Run.RecordedAt.UtcDateTime.ToString(sameDay ? "HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (text != last)
                markup.Line($"""<path class="grid" d="M{X(at)} {Bottom}v5"/><text class="label middle" x="{X(at)}" y="{Bottom + 20}">{text}</text>""");
            last = text;
        }
    }

    private void DrawSeries(MarkupWriter markup, string name, Func<RunSummary, double?> rate, List<double> labelsAt)
    {
        var pen = 'M';
        var drawn = false;
        for (var i = 0; i < runs.Count; i++)
        {
            if (rate(runs[i]) is not { } value)
            {
                pen = 'M';
                continue;
            }
            if (!drawn)
                markup.Output.Write($"<path class=\"series {name}\" d=\"");
            drawn = true;
            markup.Output.Write(pen);
            markup.Write($"{X(i)} {Y(value)}");
            pen = 'L';
        }
        if (!drawn)
            return;
        markup.Output.Write("\"/>\n");
        if (rate(runs[^1]) is { } end)
            DrawEnd(markup, name, end, labelsAt);
    }

    /// <summary>The last value beside its line, moved away from another one's.</summary>
    private void DrawEnd(MarkupWriter markup, string name, double value, List<double> labelsAt)
    {
        var y = Y(value);
        foreach (var taken in labelsAt)
        {
            if (Math.Abs(taken - y) < 15)
                y = y <= taken ? taken - 15 : taken + 15;
        }
        labelsAt.Add(y);
        markup.Output.Write($"<text class=\"value {name}\"");
        markup.Line($""" x="{Right + 8}" y="{y + 4}">{Percent.Text(value)}</text>""");
    }

    private void DrawDots(MarkupWriter markup)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Coverage?.Lines.Rate is { } rate)
                markup.Line($"""<circle class="dot" cx="{X(i)}" cy="{Y(rate)}" r="3"><title>{RunText.Describe(runs[i])}</title></circle>""");
        }
    }

    private void DrawTrouble(MarkupWriter markup)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Run.Status == RunStatus.Passed)
                continue;
            var y = runs[i].Coverage?.Lines.Rate is { } rate ? Y(rate) : Bottom;
            markup.Line($"""<path class="trouble" d="M{X(i) - 4} {y - 4}l8 8m0 -8l-8 8"><title>{RunText.Describe(runs[i])}</title></path>""");
        }
    }

    private double X(int index) => runs.Count == 1 ? (Left + Right) / 2 : Left + (Right - Left) * index / (runs.Count - 1);

    private double Y(double rate) => Bottom - (Bottom - Top) * _scale.Position(rate);
}
