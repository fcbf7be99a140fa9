using System.Globalization;
using System.Text.RegularExpressions;

namespace CoverageHistory.Model;

/// <summary>
/// The facts of an environment in one way of writing, whoever told them: the kernel, the registry, BenchmarkDotNet or another tool. What
/// bears on times stays, what differs between two readings of one machine goes.
/// </summary>
internal static partial class EnvironmentFacts
{
    /// <summary>From this build on it is Windows 11, which goes on calling itself 10.</summary>
    private const int FirstBuildOfWindows11 = 22_000;

    /// <summary>Such as <c>intel core i7-8700k</c> for <c>Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz</c>.</summary>
    public static string Cpu(string model)
    {
        var text = Marks().Replace(model.ToLowerInvariant(), "");
        var frequency = Frequency().Match(text);
        text = Parentheses().Replace(CoreCounts().Replace(text, ""), " ");
        text = Fillers().Replace(Frequency().Replace(Generation().Replace(Graphics().Replace(text, ""), ""), " "), " ");
        text = Tidy(text);
        if (text.StartsWith("arm ", StringComparison.Ordinal))
            text = text["arm ".Length..];
        // Some clouds hide the model: the frequency is all there is to tell their processors apart.
        return frequency.Success && !text.Any(char.IsAsciiDigit) ? $"{text} {frequency.Groups[1].Value}ghz" : text;
    }

    /// <summary>Family and major version, such as <c>debian 12</c> for <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public static string Os(string os)
    {
        const string kernel = "linux ";
        var text = Tidy(os.ToLowerInvariant());
        if (text.Contains("windows", StringComparison.Ordinal))
            return Windows(text);
        if (text.Contains("macos", StringComparison.Ordinal) || text.Contains("mac os", StringComparison.Ordinal))
            return "macos" + Version(text, 1);
        text = Tidy(Parentheses().Replace(text, " "));
        if (text.StartsWith(kernel, StringComparison.Ordinal) && !char.IsAsciiDigit(text[kernel.Length]))
            text = text[kernel.Length..];
        // Ubuntu has two versions a year.
        var version = Version(text, text.StartsWith("ubuntu", StringComparison.Ordinal) ? 2 : 1);
        var name = Tidy(Number().Split(text)[0]);
        return (version.Length == 0 || name == "linux" ? name : Tidy(LinuxWords().Replace(name, ""))) + version;
    }

    /// <summary>Such as <c>x64</c> for <c>x86_64</c>.</summary>
    public static string Architecture(string architecture) => architecture.Trim().ToLowerInvariant() switch
    {
        "x86_64" or "amd64" or "64bit" or "64-bit" => "x64",
        "aarch64" => "arm64",
        "i386" or "i686" or "32bit" or "32-bit" => "x86",
        var other => other,
    };

    /// <summary>Name, major and minor version, such as <c>.net 10.0</c> for <c>.NET 10.0.12 (10.0.12, 10.0.1226.42308)</c>.</summary>
    public static string Runtime(string runtime)
    {
        var text = Tidy(runtime.ToLowerInvariant());
        return Tidy(Number().Split(text)[0]) + Version(text, 2);
    }

    private static string Windows(string text)
    {
        if (Build().Match(text) is { Success: true } build && int.TryParse(build.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= FirstBuildOfWindows11 ? "windows 11" : "windows 10";
        return "windows" + Version(text, text.Contains("nt 6.", StringComparison.Ordinal) ? 2 : 1);
    }

    /// <summary>The first so many parts of the first number, after a space; empty without one.</summary>
    private static string Version(string text, int parts) =>
        Number().Match(text) is { Success: true } version ? " " + string.Join('.', version.Value.Split('.').Take(parts)) : "";

    private static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\((?:r|tm|c)\)|[®™]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\([^)]*\)?")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"@?\s*(\d+\.\d+)\s?ghz")]
    private static partial Regex Frequency();

    /// <summary>As they stand after the name, and within it.</summary>
    [GeneratedRegex(@",\s*\d+\s+(?:cpu|processor|logical|physical).*$|\b(?:\d+|two|four|six|eight|twelve|sixteen)[- ]cores?\b")]
    private static partial Regex CoreCounts();

    [GeneratedRegex(@"^\s*\d+th gen\s+")]
    private static partial Regex Generation();

    [GeneratedRegex(@"\b(?:with|w/)\s+radeon.*$")]
    private static partial Regex Graphics();

    [GeneratedRegex(@"\b(?:cpu|processor)\b|[@,]")]
    private static partial Regex Fillers();

    [GeneratedRegex(@"\d+(?:\.\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\bgnu/linux\b|\blinux\b|\bv$")]
    private static partial Regex LinuxWords();

    [GeneratedRegex(@"\b10\.0\.(\d{5})\b")]
    private static partial Regex Build();
}
