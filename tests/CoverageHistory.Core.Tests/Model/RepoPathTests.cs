using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Model;

public sealed class RepoPathTests
{
    [Theory]
    [InlineData("src/App/obj/Debug/net10.0/App.AssemblyInfo.cs", true)]
    [InlineData("obj/Release/Any.razor", true)]
    [InlineData(@"C:/x/OBJ/a.fs", true)]
    [InlineData("src/Views/Index.cshtml.g.cs", true)]
    [InlineData("src/Main.g.i.cs", true)]
    [InlineData("src/Form1.Designer.cs", true)]
    [InlineData("src/My.Generated.vb", true)]
    [InlineData("src/Regex.generated.fs", true)]
    [InlineData("src/objects/Order.cs", false)]
    [InlineData("src/myobj/Order.cs", false)]
    [InlineData("src/Designer.cs", false)]
    [InlineData("src/Generated/Order.cs", false)]
    [InlineData("src/Weight.kg.cs", false)]
    [InlineData("src/app.g.js", false)]
    [InlineData("src/obj.cs", false)]
    public void Files_written_by_tools_are_known_by_their_names(string path, bool expected) =>
        Assert.Equal(expected, new RepoPath(path).IsGenerated);
}
