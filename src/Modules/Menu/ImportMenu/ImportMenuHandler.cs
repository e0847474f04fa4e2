using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Menu.ImportMenu;

/// <param name="Digest">Of the changes the person was shown.</param>
internal sealed record ImportMenuRequest(Guid UploadId, string Digest);

internal sealed record ImportMenuAnswer(int New, int Changed, int Gone);

/// <summary>Shows and does an import. Both run the same code on the same rows; only one of them saves.</summary>
internal sealed class ImportMenuHandler(RestpyDb db, Places places, MenuBook book, IStations stations)
{
    /// <summary>What the uploaded file would change, by its person only.</summary>
    public async Task<Outcome<(MenuUpload Upload, MenuChanges Changes)>> PreviewAsync(Guid uploadId, CancellationToken ct)
    {
        var house = await places.GetAsync(db.Scope.Restaurant, ct);
        var planned = await PlanAsync(uploadId, house, ct);
        db.ChangeTracker.Clear();
        return planned;
    }

    public async Task<Outcome<ImportMenuAnswer>> HandleAsync(ImportMenuRequest request, CancellationToken ct)
    {
        var house = await places.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginLongAsync(ct);
        await MenuNews.EditAsync(work, ct);
        var planned = await PlanAsync(request.UploadId, house, ct);
        if (!planned.Ok) return planned.Error;
        var (upload, changes) = planned.Value;
        if (changes.Digest != request.Digest) return new ChangedMeanwhile();
        if (changes.All.Count > 0)
        {
            db.Act("menu.imported", "Menu", db.Scope.Restaurant, upload.FileName);
            MenuNews.Tell(db, house, "MenuImported", db.Scope.Restaurant);
        }
        db.Remove(upload);
        var answer = await work.SaveAsync(new ImportMenuAnswer(changes.Count(ChangeKind.New), changes.Count(ChangeKind.Changed), changes.Count(ChangeKind.Gone)), ct);
        book.Drop(db.Scope.Restaurant, null);
        return answer;
    }

    private async Task<Outcome<(MenuUpload, MenuChanges)>> PlanAsync(Guid uploadId, RestaurantInfo house, CancellationToken ct)
    {
        var person = db.Scope.Actor!.PersonId ?? Guid.Empty;
        if (await db.Set<MenuUpload>().FirstOrDefaultAsync(u => u.Id == uploadId && u.PersonId == person, ct) is not { } upload) return new NotFound("upload");
        var rows = await MenuRows.LoadAsync(db, tracked: true, ct);
        var sheet = UploadMenuHandler.Sheet(upload.Content, house, rows, db.Scope.BranchId);
        if (!sheet.Ok) return sheet.Error;
        var written = new SheetWriter(db, rows, house, await stations.KeysAsync(ct)).Write(sheet.Value);
        return written.Ok ? (upload, MenuChanges.Read(db, rows, house)) : written.Error;
    }
}
