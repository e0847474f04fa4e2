using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Pictures;

/// <summary>
/// Keeps and finds the pictures of the scope's restaurant. Their owner keeps the id; nothing is saved here.
/// </summary>
public sealed class PictureStore(RestpyDb db)
{
    /// <summary>Adds a picture inside the caller's transaction.</summary>
    public Picture Add(ReadPicture read)
    {
        var picture = Picture.Of(read, db.Time.GetUtcNow());
        db.Add(picture);
        return picture;
    }

    /// <summary>Removes a picture nobody names any more, inside the caller's transaction.</summary>
    public async Task RemoveAsync(Guid? id, CancellationToken ct)
    {
        if (id is { } known && await db.Set<Picture>().FirstOrDefaultAsync(p => p.Id == known, ct) is { } picture)
            db.Remove(picture);
    }

    /// <returns>WebP, or null when there is no such picture in this restaurant.</returns>
    public Task<byte[]?> FindAsync(Guid id, PictureSize size, CancellationToken ct)
    {
        var found = db.Set<Picture>().AsNoTracking().Where(p => p.Id == id);
        return size switch
        {
            PictureSize.Small => found.Select(p => p.Small).FirstOrDefaultAsync(ct)!,
            PictureSize.Medium => found.Select(p => p.Medium).FirstOrDefaultAsync(ct)!,
            _ => found.Select(p => p.Large).FirstOrDefaultAsync(ct)!,
        };
    }

    /// <summary>Where a browser finds a picture; the content of an address never changes.</summary>
    public static string Url(string slug, Guid id, PictureSize size) =>
        $"/r/{slug}/pictures/{id}/{size.ToString().ToLowerInvariant()}.webp";

    /// <returns>The bytes of an uploaded file, read no further than allowed; an error where there is none.</returns>
    public static async Task<Outcome<byte[]>> UploadAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is null or { Length: 0 or > PictureReader.LargestUpload })
            return new PictureUnreadable { Field = "file" };
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        return content.ToArray();
    }
}
