using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.OtherFiles;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

internal sealed record UploadMenuRequest(string FileName, byte[] Content);

/// <summary>The file cannot be imported; the list says where and why.</summary>
internal sealed record FileHasProblems(IReadOnlyList<MenuProblem> Problems) : Error(ErrorKind.Invalid)
{
    public int Count => Problems.Count;
}

/// <summary>
/// Takes a file in, if every row of it is right, and keeps it for the preview. The menu is not touched.
/// </summary>
internal sealed class UploadMenuHandler(RestpyDb db, RestaurantDirectory restaurants, IStations stations)
{
    /// <returns>The upload. Where its columns are not known it waits for them, and its preview asks.</returns>
    public async Task<Outcome<Guid>> HandleAsync(UploadMenuRequest request, Actor actor, CancellationToken ct)
    {
        var text = MenuFile.AnyText(request.Content);
        if (!text.Ok) return text.Error;
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var file = MenuFile.Cut(text.Value);
        if (!file.Ok) return file.Error;
        var (isOwn, mapping) = await MenuSource.KindAsync(db, file.Value, restaurant.Currency, ct);
        if (isOwn || mapping is not null)
        {
            var sheet = await ReadAsync(text.Value, mapping, restaurant, ct);
            if (!sheet.Ok) return sheet.Error;
        }
        return await KeepAsync(MenuRules.Tidy(request.FileName), text.Value, mapping, actor, ct);
    }

    /// <summary>
    /// The columns of a file that waits, as the person named them; remembered for the next file with these headings.
    /// </summary>
    public async Task<Outcome<Guid>> MapAsync(Guid uploadId, OtherMapping mapping, Actor actor, CancellationToken ct)
    {
        var person = actor.PersonId ?? Guid.Empty;
        if (await db.Set<MenuUpload>().AsNoTracking()
            .FirstOrDefaultAsync(u => u.Id == uploadId && u.PersonId == person, ct) is not { } upload)
            return new NotFound("upload");
        var file = MenuFile.Cut(upload.Content);
        if (!file.Ok) return file.Error;
        if (!OtherColumns.IsEnough(mapping, new(file.Value.Rows))) return new ColumnsUnknown { Field = "name" };
        var sheet = await ReadAsync(upload.Content, mapping, await restaurants.GetAsync(db.Scope.Restaurant, ct), ct);
        if (!sheet.Ok) return sheet.Error;
        var hash = MenuSource.HashOf(file.Value);
        db.RemoveRange(await db.Set<MenuMapping>().Where(m => m.Headings == hash).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        db.Add(new MenuMapping
        {
            Id = Id.New(), Headings = hash, Mapping = MenuSource.Json(mapping), At = db.Time.GetUtcNow(),
        });
        return await KeepAsync(upload.FileName, upload.Content, mapping, actor, ct);
    }

    private async Task<Outcome<ReadSheet>> ReadAsync(
        string text, OtherMapping? mapping, RestaurantInfo restaurant, CancellationToken ct) =>
        MenuSource.Read(text, mapping, restaurant, await MenuRows.LoadAsync(db, tracked: false, ct),
            (db.Scope.BranchId, await StationAsync(stations, ct)));

    private async Task<Guid> KeepAsync(
        string name, string text, OtherMapping? mapping, Actor actor, CancellationToken ct)
    {
        var upload = new MenuUpload
        {
            Id = Id.New(), PersonId = actor.PersonId ?? Guid.Empty, At = db.Time.GetUtcNow(), FileName = name,
            Content = text, Mapping = MenuSource.Json(mapping),
        };
        db.RemoveRange(await db.Set<MenuUpload>()
            .Where(u => u.PersonId == upload.PersonId || u.At < upload.At - MenuUpload.Kept).ToListAsync(ct));
        db.Add(upload);
        await db.SaveChangesAsync(ct);
        return upload.Id;
    }

    /// <summary>
    /// What a file does not say of a new dish: who makes it. The first station does, until it is changed.
    /// </summary>
    internal static async Task<string> StationAsync(IStations stations, CancellationToken ct) =>
        (await stations.InUseAsync(null, ct)) is [var first, ..] ? first.Key : "kitchen";
}
