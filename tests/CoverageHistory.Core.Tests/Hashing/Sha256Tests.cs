using System.Security.Cryptography;
using System.Text;
using CoverageHistory.Hashing;

namespace CoverageHistory.Core.Tests.Hashing;

public sealed class Sha256Tests
{
    // Examples of FIPS 180-2, appendix B.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Gives_the_hashes_of_the_standard(string text, string hash) => Assert.Equal(hash, Sha256.HexOf(text));

    [Fact]
    public void Agrees_with_the_framework_for_every_length_around_the_blocks() =>
        Assert.All(Enumerable.Range(0, 300), length => AssertAgrees(length, seed: length));

    [Fact]
    public void Agrees_with_the_framework_for_random_content()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 100; i++)
            AssertAgrees(random.Next(50_000), random.Next());
    }

    [Fact]
    public void Takes_text_as_UTF_8() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Zähler €"))), Sha256.HexOf("Zähler €"));

    private static void AssertAgrees(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        var hash = new byte[Sha256.SizeInBytes];
        Sha256.Compute(content, hash);
        Assert.Equal(SHA256.HashData(content), hash);
        Assert.Equal(hash, Sha256.Of(content));
    }
}
