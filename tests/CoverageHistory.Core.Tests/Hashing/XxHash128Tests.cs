using CoverageHistory.Hashing;

namespace CoverageHistory.Core.Tests.Hashing;

public sealed class XxHash128Tests
{
    /// <summary>Byte i of an input is 7 i plus its length, modulo 256; hashes by Microsoft's package System.IO.Hashing 10.0.</summary>
    [Theory]
    [InlineData(0, "99aa06d3014798d86001c324468d497f")]
    [InlineData(1, "51025a4491835505e12ef9d2eb86ceeb")]
    [InlineData(2, "a6ca2b661368d46233b0814d4f061d86")]
    [InlineData(3, "ce31763cbf8245a5a9088dda485b481c")]
    [InlineData(4, "dd40da4fb215e2141c39dbb553a705e0")]
    [InlineData(8, "f69a63d1bfe6b421ed2e15d607e65102")]
    [InlineData(9, "e6437f593809a3c57d29026a8dab645b")]
    [InlineData(16, "e8920f24c46d190e93e2125b8d5e83bd")]
    [InlineData(17, "87a3d4506bedd5649f166f98e8c7d6d8")]
    [InlineData(32, "948b89cc364a6c14a9e5525d1313ef69")]
    [InlineData(33, "52690df719c32c554b450d35e4e4ce40")]
    [InlineData(64, "5914f5995a136fedce6033110f0e190c")]
    [InlineData(65, "652f0fb569a7679762635de38a5cecaf")]
    [InlineData(96, "c975a517453689134b4d2855354723da")]
    [InlineData(97, "00a0693ce78ee58a62cf4ae63bb12a3e")]
    [InlineData(128, "6366d7603fd45b4ae5ba6e4129933089")]
    [InlineData(129, "29ff8922f1223360efe75d0059e9e2d3")]
    [InlineData(160, "f981459584c2e4459a5e902dbab22008")]
    [InlineData(240, "162f94b689da4e16fd17fecfdb5c1b45")]
    [InlineData(241, "83e91254d35bcf72bd7d29b6ba966d6a")]
    [InlineData(255, "6ff5229c867c1f28ab5be9e5d858a07c")]
    [InlineData(256, "2f433606b2ebce2dff5a1cefade75bb9")]
    [InlineData(257, "3491f6ac974f534478ebbc62dbd8326d")]
    [InlineData(512, "ac341ccc7b5aa93ff6fe51471f2fa1ec")]
    [InlineData(1024, "8bbb9f7af37f2f52dc5acf0b043c445b")]
    [InlineData(1025, "f66a602aa3eda73bc856c953bbdbc807")]
    [InlineData(1088, "8cdc4660086a91991abb96b061cd5757")]
    [InlineData(2048, "c476f3dcec088ea1848d24cc268f7498")]
    [InlineData(4096, "e0ef0909b1bdd88b8fb047a89e810965")]
    [InlineData(5000, "cad9d92cd2479a93308f149a673a1625")]
    public void Gives_the_hashes_of_the_reference(int length, string hash) => Assert.Equal(hash, HashOf([Input(length)]));

    [Fact]
    public void Does_not_depend_on_the_pieces_the_content_comes_in()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 500; i++)
        {
            var content = Input(random.Next(i < 250 ? 700 : 5_000));
            var pieces = new List<byte[]>();
            for (var at = 0; at < content.Length;)
            {
                var size = Math.Min(random.Next(random.Next(600) + 1), content.Length - at);
                pieces.Add(content[at..(at + size)]);
                at += size;
            }
            Assert.Equal(HashOf([content]), HashOf(pieces));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(1_000)]
    [InlineData(70_000)]
    public void Every_bit_counts(int length)
    {
        var content = Input(length);
        var hashes = new HashSet<string> { HashOf([content]) };
        var step = Math.Max(1, length / 500);
        var changed = 0;
        for (var at = 0; at < length; at += step, changed++)
        {
            content[at] ^= (byte)(1 << (at & 7));
            hashes.Add(HashOf([content]));
            content[at] ^= (byte)(1 << (at & 7));
        }
        Assert.Equal(changed + 1, hashes.Count);
    }

    private static byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + length))];

    private static string HashOf(IEnumerable<byte[]> pieces)
    {
        var hash = new XxHash128();
        foreach (var piece in pieces)
            hash.Append(piece);
        var bytes = new byte[XxHash128.SizeInBytes];
        hash.Finish(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
