using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Menu.ImportMenu;

internal sealed record UploadMenuRequest(string FileName, byte[] Content);

/// <summary>The file cannot be imported; the list says where and why.</summary>
internal sealed record FileHasProblems(IReadOnlyList<MenuProblem> Problems) : Error(ErrorKind.Invalid)
{
    public int Count => Problems.Count;
}

/// <summary>Takes a file in, if every row of it is right, and keeps it for the preview. The menu is not touched.</summary>
internal sealed class UploadMenuHandler(RestpyDb db, Places places)
{
    public async Task<Outcome<Guid>> HandleAsync(UploadMenuRequest request, CancellationToken ct)
    {
        var text = MenuFile.Text(request.Content);
        if (!text.Ok) return text.Error;
        var house = await places.GetAsync(db.Scope.Restaurant, ct);
        var sheet = Sheet(text.Value, house, await MenuRows.LoadAsync(db, tracked: false, ct), db.Scope.BranchId);
        if (!sheet.Ok) return sheet.Error;
        var upload = new MenuUpload
        {
            Id = Id.New(), PersonId = db.Scope.Actor!.PersonId ?? Guid.Empty, At = db.Time.GetUtcNow(), FileName = MenuRules.Tidy(request.FileName), Content = text.Value,
        };
        db.RemoveRange(await db.Set<MenuUpload>().Where(u => u.PersonId == upload.PersonId || u.At < upload.At - MenuUpload.Kept).ToListAsync(ct));
        db.Add(upload);
        await db.SaveChangesAsync(ct);
        return upload.Id;
    }

    /// <summary>The file as a sheet against the menu of this moment.</summary>
    internal static Outcome<MenuSheet> Sheet(string text, RestaurantInfo house, MenuRows rows, Guid? branch)
    {
        var file = MenuFile.Cut(text);
        if (!file.Ok) return file.Error;
        var (sheet, problems) = new MenuReader(house, house.Seen(branch), rows).Read(file.Value);
        return sheet is null ? new FileHasProblems(problems) : sheet;
    }
}
