using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What an entry of BenchmarkDotNet says of its benchmark's name; what the version that wrote it does not tell is null.</summary>
internal sealed class BenchmarkDotNetEntry
{
    /// <summary>Such as <c>Orders.Join: ShortRun(IterationCount=3) [Lines=1]</c>.</summary>
    public string? DisplayInfo { get; set; }

    public string? Namespace { get; set; }

    /// <summary>The type's own name, without the types around it.</summary>
    public string? Type { get; set; }

    public string? Method { get; set; }

    /// <summary>The method, or what its author calls it.</summary>
    public string? MethodTitle { get; set; }

    /// <summary>Such as <c>Lines=1&amp;Note=x</c>, long values shortened.</summary>
    public string? Parameters { get; set; }

    /// <summary>Such as <c>Shop.Stock+Shelf.Count(items: [1, 2])</c>: invariant and escaped, from 0.11 on.</summary>
    public string? FullName { get; set; }

    /// <summary>The job's, of 0.9.</summary>
    public List<KeyValuePair<string, string>> Properties { get; } = [];

    public BenchmarkDotNetJob Job =>
        Properties.Count > 0 ? BenchmarkDotNetJob.Of(Properties)
        : DisplayInfo is { } text && JobText(text) is { Length: > 0 } job ? BenchmarkDotNetJob.Parse(job)
        : BenchmarkDotNetJob.Default;

    /// <summary>Null when nothing names the method.</summary>
    /// <param name="path">The report's; its name has the namespace that versions up to 0.9 do not write.</param>
    /// <param name="host">The host's runtime; null where unknown.</param>
    public Benchmark? Name(string path, string? host)
    {
        var method = Method ?? MethodTitle;
        if (string.IsNullOrWhiteSpace(method))
            return null;
        var job = Job.Describe(host);
        if (FullName is { } full && Split(full, method) is var (type, parameters))
        {
            var names = Namespace ?? (type.LastIndexOf('.') is >= 0 and var dot ? type[..dot] : "");
            return new Benchmark(names, names.Length > 0 && type.StartsWith(names + ".", StringComparison.Ordinal) ? type[(names.Length + 1)..] : type,
                method, parameters, job);
        }
        var name = ShownType() ?? Type ?? "";
        return new Benchmark(Namespace ?? NamespaceOf(path, name), name, method, AsArguments(Parameters ?? ""), job);
    }

    /// <summary>The type with its namespace, and the parameters; null for a name of another form.</summary>
    private (string Type, string Parameters)? Split(string full, string method)
    {
        var at = full.IndexOf("." + method + "(", StringComparison.Ordinal);
        if (at > 0 && full.EndsWith(')'))
        {
            var parameters = full[(at + method.Length + 2)..^1];
            // A name ends a long array after five items, which are not all there is to tell arrays apart.
            return (full[..at], parameters.Contains(", ...]", StringComparison.Ordinal) ? $"{parameters} ({AsArguments(Parameters ?? "")})" : parameters);
        }
        return full.EndsWith("." + method, StringComparison.Ordinal) ? (full[..^(method.Length + 1)], "") : null;
    }

    /// <summary>The type's name with type arguments, which versions before 0.11 write for people only.</summary>
    private string? ShownType() =>
        DisplayInfo is { } text && Type?.Contains('`', StringComparison.Ordinal) != false
        && text.IndexOf("." + (MethodTitle ?? Method), StringComparison.Ordinal) is > 0 and var at ? text[..at] : null;

    private static string NamespaceOf(string path, string type)
    {
        var file = Path.GetFileName(path);
        return type.Length > 0 && file.IndexOf("." + type + "-report", StringComparison.Ordinal) is > 0 and var at ? file[..at] : "";
    }

    /// <summary><c>a=1&amp;b=x</c> as <c>a: 1, b: x</c>.</summary>
    private static string AsArguments(string parameters) =>
        string.Join(", ", parameters.Split('&').Select(part =>
            part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? $"{part[..at]}: {part[(at + 1)..]}" : part));

    private string JobText(string text)
    {
        var title = (MethodTitle ?? Method) + ": ";
        var at = text.IndexOf(title, StringComparison.Ordinal);
        if (at < 0)
            return "";
        var job = text[(at + title.Length)..];
        for (var open = job.IndexOf(" [", StringComparison.Ordinal); open >= 0; open = job.IndexOf(" [", open + 1, StringComparison.Ordinal))
        {
            // A job may hold brackets, and so may parameters: what fits the parameters is not the job's.
            if (job.EndsWith(']') && Squeeze(job[(open + 2)..^1]) == Squeeze(Parameters ?? ""))
                return job[..open];
        }
        return job;
    }

    private static string Squeeze(string parameters) =>
        parameters.Replace("&", "", StringComparison.Ordinal).Replace(", ", "", StringComparison.Ordinal);
}
