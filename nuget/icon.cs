// Draws the packages' icon, nuget/icon.png: five bars that rise above a line. Run: dotnet run nuget/icon.cs
#:property RestorePackagesWithLockFile=false
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

const int Size = 128;
const int Oversampling = 4;
(byte R, byte G, byte B) background = (22, 33, 46), bar = (63, 185, 80), uncovered = (60, 74, 91);
double[] heights = [0.34, 0.46, 0.42, 0.63, 0.80];

using var png = File.Create(Path.Combine(FolderOf(), "icon.png"));
png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
var header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
header[8] = 8; // bits a channel
header[9] = 6; // RGBA
WriteChunk(png, "IHDR", header);
using (var pixels = new MemoryStream())
{
    using (var zlib = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
    {
        for (var y = 0; y < Size; y++)
        {
            zlib.WriteByte(0); // no filter
            for (var x = 0; x < Size; x++)
                zlib.Write(Average(x, y));
        }
    }
    WriteChunk(png, "IDAT", pixels.ToArray());
}
WriteChunk(png, "IEND", []);

byte[] Average(int x, int y)
{
    int r = 0, g = 0, b = 0, a = 0;
    for (var i = 0; i < Oversampling * Oversampling; i++)
    {
        var (color, inside) = ColorAt(
            x + (i % Oversampling + 0.5) / Oversampling, y + (i / Oversampling + 0.5) / Oversampling);
        if (!inside)
            continue;
        (r, g, b, a) = (r + color.R, g + color.G, b + color.B, a + 1);
    }
    return a == 0 ? [0, 0, 0, 0] : [(byte)(r / a), (byte)(g / a), (byte)(b / a), (byte)(a * 255 / (Oversampling * Oversampling))];
}

((byte R, byte G, byte B) Color, bool Inside) ColorAt(double x, double y)
{
    const double Radius = 22, Left = 18, Bottom = 106, Width = 14, Gap = 5.5, Height = 84;
    var (cornerX, cornerY) = (Math.Clamp(x, Radius, Size - Radius), Math.Clamp(y, Radius, Size - Radius));
    var inside = Math.Pow(x - cornerX, 2) + Math.Pow(y - cornerY, 2) <= Radius * Radius;
    var column = (int)Math.Floor((x - Left) / (Width + Gap));
    if (column < 0 || column >= heights.Length || x - Left - column * (Width + Gap) > Width || y > Bottom || y < Bottom - Height)
        return (background, inside);
    return (Bottom - y <= heights[column] * Height ? bar : uncovered, inside);
}

static void WriteChunk(Stream to, string type, byte[] data)
{
    var chunk = new byte[data.Length + 12];
    BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
    Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
    data.CopyTo(chunk, 8);
    BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32(chunk.AsSpan(4, data.Length + 4)));
    to.Write(chunk);
}

// PNG specification, annex D.
static uint Crc32(ReadOnlySpan<byte> data)
{
    var crc = uint.MaxValue;
    foreach (var value in data)
    {
        crc ^= value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
    }
    return ~crc;
}

static string FolderOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
