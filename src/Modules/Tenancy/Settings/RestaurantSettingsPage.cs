using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Settings;

/// <summary>The owner changes the restaurant as a whole: names, languages, dietary signs, idle limits.</summary>
[Needs(TenancyPermissions.ChangeRestaurant), NeedsStepUp]
internal sealed class RestaurantSettingsPage(RestpyDb db, ChangeRestaurantHandler change) : StaffPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? LegalName { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string[]? Languages { get; set; }

    /// <summary>"usual", "on" or "off".</summary>
    [BindProperty]
    public string? Diet { get; set; }

    [BindProperty]
    public int? IdleMinutes { get; set; }

    [BindProperty]
    public int? SharedIdleMinutes { get; set; }

    public Restaurant Restaurant { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        (Name, LegalName, Languages) = (Restaurant.Name, Restaurant.LegalName, Restaurant.Languages.Split(','));
        Diet = Restaurant.ShowsDiet switch { true => "on", false => "off", null => "usual" };
        (IdleMinutes, SharedIdleMinutes) = (Restaurant.IdleMinutes, Restaurant.SharedIdleMinutes);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReadAsync(ct);
        Languages = LanguageFields.Chosen(Language, Languages);
        var request = new ChangeRestaurantRequest(Name, LegalName, Languages,
            Diet switch { "on" => true, "off" => false, _ => null }, IdleMinutes ?? 0, SharedIdleMinutes ?? 0);
        var outcome = await OnceAsync(request, () => change.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/settings", Words["tenancy.saved"]) : Refuse(outcome.Error);
    }

    private async Task ReadAsync(CancellationToken ct) =>
        Restaurant = await db.Set<Restaurant>().AsNoTracking().FirstAsync(r => r.Id == db.Scope.Restaurant, ct);
}
