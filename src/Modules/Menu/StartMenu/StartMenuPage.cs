using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.StartMenu;

/// <summary>How a menu begins: a sample, a list or a file that is imported, or one dish at a time.</summary>
[Needs(MenuPermissions.Edit)]
internal sealed class StartMenuPage(
RestpyDb db, RestaurantDirectory restaurants, IStations stations, WriteSheetHandler write) : MenuPage(restaurants)
{
    public async Task OnGetAsync(CancellationToken ct) => IsEmpty = !await db.HasDishAsync(ct);

    /// <summary>The sample is offered while there is no dish.</summary>
    public bool IsEmpty { get; private set; }

    public async Task<IActionResult> OnPostSampleAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        if (!IsEmpty) return Redirect("/staff/menu");
        var sheet = SampleMenu.Of(Restaurant, (await stations.InUseAsync(null, ct))[0].Key);
        var outcome = await OnceAsync("sample", () => write.HandleAsync(sheet, ct), ct);
        return outcome.Ok ? Done("/staff/menu", Words["menu.started", new { sheet.Items.Count }])
            : Refuse(outcome.Error);
    }
}

/// <summary>The menu of the guide: done with the first dish.</summary>
internal sealed class MenuStep(RestpyDb db) : IGuideStep
{
    public string Key => "menu";
    public int Order => 20;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/menu/start");

    public Task<bool> IsDoneAsync(CancellationToken ct) => db.HasDishAsync(ct);
}

internal static class FirstDish
{
    /// <summary>In the order of the key, so that the database looks one row up instead of reading the table.</summary>
    public static async Task<bool> HasDishAsync(this RestpyDb db, CancellationToken ct) =>
        await db.Set<Item>().OrderBy(i => i.RestaurantId).ThenBy(i => i.Id).Select(i => (Guid?)i.Id)
            .FirstOrDefaultAsync(ct) is not null;
}
