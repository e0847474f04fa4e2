using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Settings;

/// <param name="ShowsDiet">Null: as the country asks.</param>
internal sealed record ChangeRestaurantRequest(string? Name, string? LegalName, IReadOnlyList<string> Languages,
    bool? ShowsDiet, int IdleMinutes, int SharedIdleMinutes);

internal sealed record IdleMinutesOutOfRange(int Max) : Error(ErrorKind.Invalid);

/// <summary>
/// Changes what a restaurant is called, the languages of its menu, and after how long people are signed out.
/// </summary>
internal sealed class ChangeRestaurantHandler(RestpyDb db, RestaurantDirectory restaurants)
{
    public async Task<Outcome<Done>> HandleAsync(ChangeRestaurantRequest request, CancellationToken ct)
    {
        var (name, legal) = (CleanText.Line(request.Name), CleanText.Line(request.LegalName));
        if (name.Length is 0 or > TenancyRules.LongestName)
            return new RestaurantNameUnfit(TenancyRules.LongestName) { Field = "Name" };
        if (legal.Length is 0 or > TenancyRules.LongestName)
            return new RestaurantNameUnfit(TenancyRules.LongestName) { Field = "LegalName" };
        if (TenancyRules.CheckLanguages(request.Languages) is { Error: { } wrong }) return wrong;
        if (request.IdleMinutes is < 1 or > IdleLimits.LongestDesk)
            return new IdleMinutesOutOfRange(IdleLimits.LongestDesk) { Field = "IdleMinutes" };
        if (request.SharedIdleMinutes is < 1 or > IdleLimits.LongestShared)
            return new IdleMinutesOutOfRange(IdleLimits.LongestShared) { Field = "SharedIdleMinutes" };
        await using var work = await db.BeginAsync(ct);
        var restaurant = await db.Set<Restaurant>().FirstAsync(r => r.Id == db.Scope.Restaurant, ct);
        restaurant.Change(name, legal, request.Languages, request.ShowsDiet);
        restaurant.SignOutAfter(request.IdleMinutes, request.SharedIdleMinutes);
        db.Act("tenancy.restaurant-changed", nameof(Restaurant), restaurant.Id, restaurant.Name);
        db.Publish(new RestaurantChanged(restaurant.Id));
        var saved = await work.SaveAsync(Done.It, ct);
        restaurants.Drop(db.Scope.Restaurant);
        return saved;
    }
}
