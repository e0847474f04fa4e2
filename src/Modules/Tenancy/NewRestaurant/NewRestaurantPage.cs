using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.NewRestaurant;

/// <summary>The operator opens a restaurant: country, names, taxes, first branch, owner.</summary>
[Needs(TenancyPermissions.OpenRestaurants), NeedsStepUp]
internal sealed class NewRestaurantPage(
NewRestaurantHandler open, TenancyRules rules, PublicAddress address, WorkScope scope) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Country { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? LegalName { get; set; }

    [BindProperty]
    public string? Slug { get; set; }

    /// <summary>The menu's own.</summary>
    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string[]? Languages { get; set; }

    [BindProperty]
    public BranchForm Branch { get; set; } = new();

    [BindProperty]
    public string? OwnerName { get; set; }

    [BindProperty]
    public string? OwnerEmail { get; set; }

    public IReadOnlyList<(string Code, string Name)> Countries =>
        [.. rules.Countries.Select(c => (c, CountryNames.Of(c, Words.Language)))
            .OrderBy(c => c.Item2, StringComparer.Create(CultureInfo.GetCultureInfo(Words.Language), true))];

    public IReadOnlyList<TaxProfileInfo> Profiles => Country is null ? [] : rules.ProfilesOf(Country);

    public void OnGet()
    {
        ModelState.Clear();
        if (Country is null || !rules.Countries.Contains(Country))
        {
            Country = null;
            return;
        }
        var usual = CountryDefaults.Of(Country);
        Languages = [usual.Language];
        Branch = new()
        {
            TimeZone = usual.TimeZone, CutOff = BranchForm.Clock(CountryDefaults.CutOffMinutes),
            TaxProfile = Profiles[0].Key,
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Country is null || !rules.Countries.Contains(Country))
        {
            // The page then asks for the country again.
            Country = null;
            return Refuse(new CountryUnknown { Field = "Country" });
        }
        var name = CleanText.Line(Name);
        Languages = LanguageFields.Chosen(Language, Languages);
        var facts = new RestaurantFacts(
            string.IsNullOrWhiteSpace(Slug) ? TenancyRules.SlugOf(name) : Slug.Trim().ToLowerInvariant(), name,
            CleanText.Line(LegalName) is { Length: > 0 } legal ? legal
            : name, Country, Profiles[0].Currency, Languages);
        var request = new NewRestaurantRequest(CommandId, facts, Branch.Facts(Country),
            new(OwnerName, OwnerEmail, Languages.FirstOrDefault() ?? "en"), address.For(HttpContext));
        scope.Enter(AuditEntry.OfThePlatform, null, Actor);
        var outcome = await OnceAsync(request, () => open.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok
            ? Done($"/platform/restaurants/{outcome.Value.Id}", Words["platform.opened-done", new { Name = name }])
            : Refuse(Placed(outcome.Error));
    }

    /// <summary>Fields of the branch stand in a form of their own.</summary>
    private static Error Placed(Error error) => typeof(BranchForm).GetProperty(error.Field ?? "") is null ? error
        : error with { Field = "Branch." + error.Field };
}
