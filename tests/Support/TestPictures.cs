using System.Buffers.Binary;
using SkiaSharp;

namespace Restpy.TestSupport;

/// <summary>Picture files for tests: real ones, and some that a browser of a stranger would send.</summary>
public static class TestPictures
{
    /// <summary>Red above, blue below.</summary>
    public static byte[] Png(int width = 600, int height = 400) => Encode(width, height, SKEncodedImageFormat.Png);

    /// <summary>
    /// A JPEG with Exif: held on its side (orientation 6), with the words "48 Hidden Lane" as its description.
    /// </summary>
    public static byte[] PhonePhoto(int width = 600, int height = 400)
    {
        var jpeg = Encode(width, height, SKEncodedImageFormat.Jpeg);
        var text = "48 Hidden Lane\0"u8.ToArray();
        using var tiff = new MemoryStream();
        using var write = new BinaryWriter(tiff);
        write.Write("II"u8);
        write.Write((ushort)42);
        write.Write(8u);
        write.Write((ushort)2);
        Entry(0x010E, 2, (uint)text.Length, 38);
        Entry(0x0112, 3, 1, 6);
        write.Write(0u);
        write.Write(text);
        var body = "Exif\0\0"u8.ToArray().Concat(tiff.ToArray()).ToArray();
        var head = new byte[] { 0xFF, 0xD8, 0xFF, 0xE1, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)(body.Length + 2));
        return [.. head, .. body, .. jpeg[2..]];

        void Entry(ushort tag, ushort type, uint count, uint value)
        {
            write.Write(tag);
            write.Write(type);
            write.Write(count);
            write.Write(value);
        }
    }

    /// <summary>A PNG of a few hundred bytes that says it is 60,000 pixels wide and high.</summary>
    public static byte[] Bomb()
    {
        var png = Png(64, 64);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Blue);
            using var red = new SKPaint { Color = SKColors.Red };
            canvas.DrawRect(0, 0, width, height / 2f, red);
        }
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>PNG specification, annex D.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
