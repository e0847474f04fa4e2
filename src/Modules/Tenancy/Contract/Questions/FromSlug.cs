using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Tenancy.Contract.Questions;

/// <summary>
/// The restaurant comes from the public address /r/{slug}; the branch from ?branch= when the restaurant has it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FromSlugAttribute : Attribute, IScopeSource
{
    /// <summary>
    /// Gives the guest a cookie if there is none: for pages with forms and what they send. Reading a menu needs none.
    /// </summary>
    public bool NamesGuest { get; init; }

    public async ValueTask<bool> EnterAsync(HttpContext http)
    {
        if (http.GetRouteValue("slug") is not string slug || slug.Length > 60) return false;
        var restaurant = await http.RequestServices.GetRequiredService<RestaurantDirectory>()
            .FindAsync(slug.ToLowerInvariant(), http.RequestAborted);
        if (restaurant is null || restaurant.Branches.Count == 0) return false;
        var asked = http.Request.Query["branch"].FirstOrDefault();
        var branch = restaurant.Branches.FirstOrDefault(b => b.Key == asked) ?? restaurant.Branches[0];
        var guest = NamesGuest ? GuestCookie.Ensure(http) : GuestCookie.Find(http);
        var session = guest is null ? (Guid?)null : GuestCookie.SessionOf(guest);
        http.RequestServices.GetRequiredService<WorkScope>()
            .Enter(restaurant.Id, branch.Id, http.GuestActor(session, "Web guest"));
        return true;
    }
}
