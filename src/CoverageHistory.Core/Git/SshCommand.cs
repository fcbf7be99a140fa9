using System.Text.RegularExpressions;

namespace CoverageHistory.Git;

/// <summary>The command git is to start for ssh, so that it asks nothing.</summary>
internal static partial class SshCommand
{
    private const string BatchMode = " -o BatchMode=yes";

    /// <param name="variables">The environment; <c>GIT_SSH_COMMAND</c>, the setting and <c>GIT_SSH</c> count in this order, as for git.</param>
    /// <param name="setting">Of <c>core.sshCommand</c>; null: none.</param>
    /// <param name="variant">Of <c>ssh.variant</c>; null: none.</param>
    public static string Of(IReadOnlyDictionary<string, string> variables, string? setting, string? variant)
    {
        var command = variables.GetValueOrDefault("GIT_SSH_COMMAND") is { Length: > 0 } given ? given
            : setting is { Length: > 0 } ? setting
            : variables.GetValueOrDefault("GIT_SSH") is { Length: > 0 } program ? Quote(program)
            : "ssh";
        variant = variables.GetValueOrDefault("GIT_SSH_VARIANT") ?? variant;
        var isOpenSsh = variant is null or "" or "auto" or "ssh";
        // First of the options, since ssh takes the first value it meets. A command of another form may be anything.
        return isOpenSsh && OpenSsh().Match(command) is { Success: true } match ? command.Insert(match.Length, BatchMode) : command;
    }

    private static string Quote(string path) => "'" + path.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    /// <summary>A first word, quoted or not, whose file name is ssh.</summary>
    [GeneratedRegex(@"^\s*(?:""(?:[^""$`\\]*[/\\])?ssh(?:\.exe)?""|'(?:[^']*[/\\])?ssh(?:\.exe)?'|(?:[^\s""'$`;&|<>()]*[/\\])?ssh(?:\.exe)?)(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OpenSsh();
}
