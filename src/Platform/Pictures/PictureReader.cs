using Restpy.Kernel;
using SkiaSharp;

namespace Restpy.Platform.Pictures;

/// <summary>No picture we take, or a damaged one.</summary>
public sealed record PictureUnreadable() : Error(ErrorKind.Invalid);

/// <summary>More pixels than a camera has: a small file may unpack to gigabytes.</summary>
public sealed record PictureTooLarge(int MaxMegapixels) : Error(ErrorKind.Invalid);

/// <summary>Fewer pixels than would look like anything.</summary>
public sealed record PictureTooSmall(int Min) : Error(ErrorKind.Invalid);

/// <summary>A picture as we keep it: pixels only, in three sizes.</summary>
public sealed record ReadPicture(int Width, int Height, byte[] Small, byte[] Medium, byte[] Large);

/// <summary>
/// Reads an uploaded picture and encodes it anew, so that nothing of the file is kept but its pixels: no place, no
/// camera, no script in a comment. Its size is read before it is unpacked.
/// </summary>
public static class PictureReader
{
    /// <summary>Bytes of an upload.</summary>
    public const int LargestUpload = 15 * 1024 * 1024;

    private const int MaxMegapixels = 50;
    private const int Shortest = 64;
    private const int Quality = 80;
    private static readonly int[] Sides = [160, 480, 1080];
    private static readonly SKEncodedImageFormat[] Taken =
        [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp];

    // Unpacking is memory: a few at once are enough for a restaurant, and none can starve the others.
    private static readonly SemaphoreSlim Turns = new(2);

    public static async Task<Outcome<ReadPicture>> ReadAsync(byte[] file, CancellationToken ct)
    {
        await Turns.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Read(file), ct);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static Outcome<ReadPicture> Read(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Taken.Contains(codec.EncodedFormat)) return new PictureUnreadable { Field = "file" };
        var info = codec.Info;
        if ((long)info.Width * info.Height > MaxMegapixels * 1_000_000L)
            return new PictureTooLarge(MaxMegapixels) { Field = "file" };
        if (Math.Min(info.Width, info.Height) < Shortest) return new PictureTooSmall(Shortest) { Field = "file" };
        using var whole = SKBitmap.Decode(
            codec, new SKImageInfo(info.Width, info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (whole is null) return new PictureUnreadable { Field = "file" };
        using var upright = Upright(whole, codec.EncodedOrigin);
        var sizes = Sides.Select(side => Encode(upright, side)).ToArray();
        var (width, height) = Fitted(upright, Sides[^1]);
        return new ReadPicture(width, height, sizes[0], sizes[1], sizes[2]);
    }

    private static byte[] Encode(SKBitmap picture, int side)
    {
        var (width, height) = Fitted(picture, side);
        using var scaled = picture.Resize(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var image = SKImage.FromBitmap(scaled);
        using var encoded = image.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded.ToArray();
    }

    private static (int Width, int Height) Fitted(SKBitmap picture, int side)
    {
        var scale = Math.Min(1.0, side / (double)Math.Max(picture.Width, picture.Height));
        return (Math.Max(1, (int)Math.Round(picture.Width * scale)),
            Math.Max(1, (int)Math.Round(picture.Height * scale)));
    }

    /// <summary>
    /// Cameras write how they were held beside the pixels; that mark goes with the rest, so the pixels are turned.
    /// </summary>
    private static SKBitmap Upright(SKBitmap picture, SKEncodedOrigin origin)
    {
        var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom
            or SKEncodedOrigin.LeftBottom;
        var (width, height) = isTurned ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var upright = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(Matrix(origin, picture.Width, picture.Height));
        canvas.DrawBitmap(picture, 0, 0);
        return upright;
    }

    /// <summary>Orientation values 1 to 8 of Exif 2.32, section 4.6.4.</summary>
    private static SKMatrix Matrix(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
