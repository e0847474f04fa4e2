using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu;

/// <summary>What every page of the menu shows things with: the restaurant, its languages, its money.</summary>
internal abstract class MenuPage(RestaurantDirectory restaurants) : StaffPage
{
    public RestaurantInfo Restaurant { get; private set; } = null!;

    /// <summary>The language dishes are named in here: the reader's if the menu has it, else the menu's own.</summary>
    public string Language => Restaurant.LanguageFor(Me.Language);

    public IReadOnlyList<BranchInfo> Branches => Restaurant.Seen(Me.BranchId);

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Words.Language = Me.Language;
        Restaurant = await restaurants.GetAsync(Me.RestaurantId!.Value, HttpContext.RequestAborted);
        await next();
    }

    public string Money(long minor) => Kernel.Money.Format(minor, Restaurant.Currency);

    /// <summary>As a field holds it: without grouping, with the comma where the reader writes one.</summary>
    public string Typed(long minor) => MenuWords.Amount(minor, Restaurant.Currency, Me.Language == "fr" ? ',' : '.');

    public string AllergensOf(Allergens allergens) =>
        string.Join(", ", MenuWords.AllAllergens.Where(a => allergens.HasFlag(a))
            .Select(a => Words[$"menu.allergen.{a}"]));

    /// <summary>Marks a field that was refused, for its style and for screen readers.</summary>
    public string? Invalid(string field) =>
        ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0 ? "true" : null;
}
