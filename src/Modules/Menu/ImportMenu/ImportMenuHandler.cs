using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.OtherFiles;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

/// <param name="Digest">Of the changes the person was shown.</param>
internal sealed record ImportMenuRequest(Guid UploadId, string Digest);

/// <param name="Changes">Null while the columns are not named.</param>
/// <param name="Unnamed">The file whose columns are to be named.</param>
internal sealed record Plan(MenuUpload Upload, MenuChanges? Changes, MenuFile? Unnamed)
{
    public IReadOnlyList<OtherNote> Notes { get; init; } = [];
    public string Format { get; init; } = "";
}

internal sealed record ImportMenuAnswer(int New, int Changed, int Gone);

/// <summary>Shows and does an import. Both run the same code on the same rows; only one of them saves.</summary>
internal sealed class ImportMenuHandler(
    RestpyDb db, RestaurantDirectory restaurants, MenuCache book, IStations stations)
{
    /// <summary>What the uploaded file would change, by its person only.</summary>
    public async Task<Outcome<Plan>> PreviewAsync(Guid uploadId, Actor actor, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var planned = await PlanAsync(uploadId, restaurant, actor, ct);
        db.ChangeTracker.Clear();
        return planned;
    }

    public async Task<Outcome<ImportMenuAnswer>> HandleAsync(
        ImportMenuRequest request, Actor actor, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginLongAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        var planned = await PlanAsync(request.UploadId, restaurant, actor, ct);
        if (!planned.Ok) return planned.Error;
        var (upload, changes, _) = planned.Value;
        if (changes is null) return new ColumnsUnknown();
        if (changes.Digest != request.Digest) return new ChangedMeanwhile();
        if (changes.All.Count > 0)
        {
            db.Act("menu.imported", "Menu", db.Scope.Restaurant, upload.FileName);
            MenuChangePublisher.Tell(db, restaurant, branch => new MenuImported(restaurant.Id, branch));
        }
        db.Remove(upload);
        var answer = await work.SaveAsync(new ImportMenuAnswer(
            changes.Count(ChangeKind.New), changes.Count(ChangeKind.Changed), changes.Count(ChangeKind.Gone)), ct);
        book.Drop(db.Scope.Restaurant, null);
        return answer;
    }

    private async Task<Outcome<Plan>> PlanAsync(
        Guid uploadId, RestaurantInfo restaurant, Actor actor, CancellationToken ct)
    {
        var person = actor.PersonId ?? Guid.Empty;
        if (await db.Set<MenuUpload>()
            .FirstOrDefaultAsync(u => u.Id == uploadId && u.PersonId == person, ct) is not { } upload)
            return new NotFound("upload");
        var rows = await MenuRows.LoadAsync(db, tracked: true, ct);
        var mapping = MenuSource.Of(upload.Mapping);
        if (mapping is null && MenuFile.Cut(upload.Content) is { Ok: true, Value: var file }
            && !(await MenuSource.KindAsync(db, file, restaurant.Currency, ct)).IsOwn)
            return new Plan(upload, null, file);
        var sheet = MenuSource.Read(upload.Content, mapping, restaurant, rows,
            (db.Scope.BranchId, await UploadMenuHandler.StationAsync(stations, ct)));
        if (!sheet.Ok) return sheet.Error;
        var written = new SheetWriter(db, rows, restaurant, await stations.KeysAsync(ct)).Write(sheet.Value.Sheet);
        return written.Ok ? new Plan(upload, MenuChanges.Read(db, rows, restaurant), null)
        {
            Notes = sheet.Value.Notes, Format = sheet.Value.Format,
        } : written.Error;
    }
}
