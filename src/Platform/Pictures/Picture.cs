using Restpy.Kernel;

namespace Restpy.Platform.Pictures;

/// <summary>The three sizes a picture is kept in; the longer side in pixels.</summary>
public enum PictureSize
{
    /// <summary>160: beside a dish in the list.</summary>
    Small,

    /// <summary>480: on a phone's page.</summary>
    Medium,

    /// <summary>1080: on a large screen, and on paper.</summary>
    Large,
}

/// <summary>
/// A photo of a dish or a logo, re-encoded by us in three sizes. Never changed: another photo is another picture.
/// </summary>
public sealed class Picture : ITenantOwned
{
    private Picture() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }

    /// <summary>Of the largest size.</summary>
    public int Width { get; private init; }
    public int Height { get; private init; }

    // WebP. Kept out of the activity log by the mark: it is no secret, but no log line either.
    [Secret]
    public byte[] Small { get; private init; } = [];

    [Secret]
    public byte[] Medium { get; private init; } = [];

    [Secret]
    public byte[] Large { get; private init; } = [];

    internal static Picture Of(ReadPicture read, DateTimeOffset now) => new()
    {
        Id = Kernel.Id.New(), MadeAt = now, Width = read.Width, Height = read.Height, Small = read.Small,
        Medium = read.Medium, Large = read.Large,
    };
}
