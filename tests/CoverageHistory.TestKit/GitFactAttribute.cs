using Xunit;

namespace CoverageHistory.TestKit;

/// <summary>A test of something that only some versions of git can do; tried in an empty folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GitFactAttribute : FactAttribute
{
    /// <param name="command">A git command, its arguments separated by spaces.</param>
    public GitFactAttribute(string command)
    {
        Command = command;
        try
        {
            using var repository = new TemporaryRepository();
            repository.GitIn(repository.Around.CreateSubdirectory("probe"), command.Split(' '));
        }
        catch (InvalidOperationException e)
        {
            Skip = $"This git cannot do it: {e.Message.Trim()}";
        }
    }

    public string Command { get; }
}
