using System.Globalization;
using Microsoft.AspNetCore.Http;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Pricing;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.GuestPages;

/// <summary>Where a guest is: at a table that a QR code proved, or at the restaurant's address on the web.</summary>
/// <param name="Root">What all addresses of this guest begin with: /t/{token} or /r/{slug}.</param>
/// <param name="MenuLanguage">The language dishes are shown in: the guest's where the menu has it.</param>
/// <param name="Now">When the guest asks.</param>
/// <param name="GuestKey">Names the phone in baskets and orders; empty before the phone has a cookie.</param>
internal sealed record GuestPlace(RestaurantInfo Restaurant, BranchInfo Branch, TableInfo? Table, string Root,
    Words Words, string MenuLanguage, DateTimeOffset Now, string GuestKey)
{
    public string Language => Words.Language;

    /// <summary>Makes the pages quicker; all of them work without it.</summary>
    public ScriptFile? Script { get; init; }

    public bool IsTable => Table is not null;

    /// <summary>The branch's business date.</summary>
    public DateOnly Today => Branch.Day.Of(Now);

    /// <summary>Why no guest can order here at present; null when they can.</summary>
    public Error? Closed =>
        Restaurant.IsSuspended ? new NoGuestOrders()
        : Branch.IsPaused(Now) ? new GuestOrdersPaused($"{Branch.Day.Local(Branch.PausedUntil!.Value):HH:mm}")
        : Hours.IsOpen(LocalNow) ? null
        : Hours.NextOpening(LocalNow) is { } opens ? new ClosedUntil(Opening(opens)) : new NoGuestOrders();

    private OpeningHours Hours => IsTable ? Branch.Hours : Branch.PickupHours;

    private DateTime LocalNow => Branch.Day.Local(Now).DateTime;

    /// <summary>Why this guest cannot order; on the web a branch may only show its menu.</summary>
    public Error? Refusal => IsTable || Branch.TakesPickup ? Closed : new NoOrdersOnTheWeb(Branch.Name);

    public bool TakesOrders => Refusal is null;

    public OrderChannel Channel => IsTable ? OrderChannel.DineIn : OrderChannel.Pickup;

    public ServiceMode Mode => OrderToBill.Mode(Channel);

    /// <summary>
    /// An error in words for a guest, where the restaurant's own would not do ("Reopen the bill first").
    /// </summary>
    public string Say(Error error)
    {
        var key = "guest.error." + error.Code;
        var sentence = Words[key, error];
        return sentence == key ? Words.Of(error) : sentence;
    }

    /// <summary>An address of this guest. On the web it carries the branch, unless it is the first one.</summary>
    /// <param name="path">Begins with a slash, or is empty for the menu.</param>
    /// <param name="query">Without the question mark.</param>
    public string Url(string path = "", string query = "")
    {
        var branch = IsTable || ReferenceEquals(Branch, Restaurant.Branches[0]) ? "" : "branch=" + Branch.Key;
        var both = branch.Length > 0 && query.Length > 0 ? $"{branch}&{query}" : branch + query;
        return both.Length == 0 ? Root + path : $"{Root}{path}?{both}";
    }

    /// <summary>"19:00" today, otherwise with the day.</summary>
    private string Opening(DateTime opens) => opens.Date == LocalNow.Date
        ? opens.ToString("HH:mm", CultureInfo.InvariantCulture)
        : opens.ToString("dddd d MMMM, HH:mm", CultureInfo.GetCultureInfo(Words.Language));
}

/// <summary>The restaurant takes no orders from guests at present.</summary>
internal sealed record NoGuestOrders() : Error(ErrorKind.Conflict);

/// <param name="Until">On the branch's clock.</param>
internal sealed record GuestOrdersPaused(string Until) : Error(ErrorKind.Conflict);

/// <param name="Opens">On the branch's clock, with the day where it is not today.</param>
internal sealed record ClosedUntil(string Opens) : Error(ErrorKind.Conflict);

/// <summary>Finds the place of a request from what its gate has proved.</summary>
internal sealed class GuestPlaces(
    WorkScope scope, RestaurantDirectory restaurants, Words words, TimeProvider time, ScriptMap scripts)
{
    public async ValueTask<GuestPlace> OfAsync(HttpContext http, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        var branch = restaurant.Branch(scope.Branch);
        var scanned = http.GetEndpoint()!.Metadata.GetMetadata<FromQrAttribute>() is null ? null : http.ScannedTable();
        var root = scanned is null ? "/r/" + restaurant.Slug : "/t/" + scanned.Token;
        return new(restaurant, branch, scanned?.Table, root, words, MenuLanguageOf(restaurant, words.Language),
            time.GetUtcNow(), http.Actor().PersonId?.ToString("N") ?? "")
        {
            Script = scripts.Find("/m/ordering/guest.js")
        };
    }

    private static string MenuLanguageOf(RestaurantInfo restaurant, string asked) =>
        restaurant.Languages.Contains(asked) ? asked : restaurant.Languages.Contains("en") ? "en"
            : restaurant.Languages[0];
}
