using CoverageHistory.Model;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests;

/// <summary>What strangers name their branches, tests and files: a terminal must not obey it, nor a CI system that reads the log.</summary>
public sealed class TerminalSafetyTests : ToolFixture
{
    public static TheoryData<string> Payloads =>
    [
        "\e[2J\e]0;owned\a",
        "\u009B31m\u0085\u007F",
        "over\rwritten",
        "a\nsecond line",
        "a\tb",
        "\u202Eexe.gnp\u202C\u2066x\u2069\u200F",
        "::set-output name=x::y",
        "  ::error::x",
        "##vso[task.setvariable variable=x]y",
        "##teamcity[buildStatus status='FAILURE']",
        "##[error]x",
        "\ud83d half",
        "日本語のテスト😀",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Nothing_in_the_data_is_obeyed(string payload)
    {
        Record(payload);
        string[][] commands =
        [
            ["show"], ["show", "--module", payload], ["show", "--metric", payload], ["runs", "list"], ["runs", "show"], ["runs", "show", payload],
            ["runs", "tag", "latest", payload], ["config", "get", payload], ["record", payload], ["--format", payload], [payload],
            ["report", "--type", payload], ["report", "--type", "markdown"], ["report", "--type", "csv"], ["report", "--type", "json"],
            ["show", "--format", "json"], ["runs", "show", "--format", "json"], ["init", "--dry-run", "--repo", payload],
        ];
        foreach (var traits in (TerminalTraits[])[new(80, HasColor: true, IsUnicode: true, IsPlain: false), new(100, HasColor: false, IsUnicode: true, IsPlain: true)])
        {
            foreach (var command in commands)
            {
                var result = Run(traits, command);
                // A spreadsheet needs the data as it is; it is quoted, and a log of it is no terminal.
                if (command[^1] != "csv")
                    AssertHarmless(result.Output, traits);
                AssertNoCommand(result.Output);
                AssertHarmless(result.Error, traits);
                AssertNoCommand(result.Error);
            }
        }
    }

    private static void AssertHarmless(string text, TerminalTraits traits)
    {
        var visible = traits.HasColor ? System.Text.RegularExpressions.Regex.Replace(text, "\e\\[(0|1|3[1236]|90)m", "") : text;
        Assert.DoesNotContain(visible, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain(visible, c => c is '\u202E' or '\u2066' or '\u200F');
    }

    private static void AssertNoCommand(string text)
    {
        Assert.DoesNotContain("##vso[", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##teamcity[", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##[", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line));
    }

    private void Record(string payload)
    {
        var sound = payload.Replace("\ud83d", "", StringComparison.Ordinal);
        for (var number = 0; number < 2; number++)
        {
            var run = new Run
            {
                Id = Guid.CreateVersion7(),
                Key = $"{number}",
                RecordedAt = new(2026, 11, 20 + number, 2, 0, 0, TimeSpan.Zero),
                Status = RunStatus.Failed,
                Branch = sound,
                Commit = new Commit($"{number}{sound}") { Parents = number == 0 ? [] : [$"0{sound}"], Subject = sound, Tags = [sound] },
                Remote = "https://example.org/" + sound,
                Tags = [sound],
                Ci = new CiBuild(sound) { BuildId = sound, JobId = sound, BuildUrl = sound, PullRequest = sound, BaseBranch = sound },
            };
            var session = new Session
            {
                Name = sound,
                ContentHash = new string((char)('0' + number), 64),
                Configuration = sound,
                Framework = sound,
                Format = "cobertura",
                Status = RunStatus.Failed,
                Environment = new ExecutionEnvironment(sound, 4, sound, sound, sound),
                Coverage =
                [
                    new FileCoverage
                    {
                        Module = sound,
                        Path = new RepoPath(sound),
                        Lines = [new LineCoverage(1, (uint)number, 0, 0)],
                        Classes = [new ClassCoverage(sound, [new MethodCoverage(sound, sound, 3, [1])])],
                    },
                ],
                Tests = [new TestResult(sound, TestOutcome.Failed, TimeSpan.Zero)],
            };
            Store.Record(run, [session], default);
        }
    }
}
