using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Probe.Doors;

namespace Restpy.Probe.Attack;

/// <summary>
/// The other ways to say whose rows are meant: headers and fields that name a restaurant, an address in another spelling,
/// methods nobody has a handler for, codes put together of two halves.
/// </summary>
internal sealed class Disguises(Hunt hunt, Func<Guid, Guid, string> codes, bool thorough)
{
    private static readonly string[] Headers =
    [
        "X-Restaurant", "X-Restaurant-Id", "X-RestaurantId", "X-Tenant", "X-Tenant-Id", "X-TenantId", "X-Branch", "X-Branch-Id", "X-Org", "X-Organization-Id", "X-Account-Id", "X-Slug",
        "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Prefix", "X-User-Id", "X-Impersonate", "Tenant", "Restaurant",
    ];

    private static readonly string[] Fields = ["restaurantId", "restaurant_id", "RestaurantId", "restaurant", "tenant", "tenantId", "branchId", "branch_id", "slug"];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly Prey _prey = hunt.Prey;
    private int _turn;

    /// <summary>As another restaurant, by every header and field that might say so: the answer is that of our own.</summary>
    public async Task ScopeAsync(Door door, Asker asker)
    {
        var fields = Fields.Where(f => door.Places.All(p => !p.Name.Equals(f, StringComparison.OrdinalIgnoreCase))).ToList();
        foreach (var bait in _prey.Ids.Where(i => i.What == "restaurant" || (thorough && i.What == "tenancy_branch")))
            await hunt.TryAsync(asker, door, "with headers and fields that name a", "headers and fields nobody asked for", bait,
                name => Ours(door) with { Headers = [.. Headers.Select(h => (h, name))], Extra = [.. fields.Select(f => (f, name))] }, null);
    }

    /// <summary>The id in capitals, in braces, without dashes, percent-encoded; the path in capitals, with a slash at its end.</summary>
    public async Task SpellingAsync(Door door, Asker asker)
    {
        if (!door.Places.Any(p => p is { In: PlaceIn.Route, Kind: PlaceKind.Id })) return;
        foreach (var bait in _prey.Ids.Where(i => hunt.Likely(door, door.Places.First(p => p is { In: PlaceIn.Route, Kind: PlaceKind.Id })).Contains(i.What)).DefaultIfEmpty(_prey.Ids[0]).Take(thorough ? int.MaxValue : 1))
        {
            foreach (var (what, spell) in Spellings())
                await hunt.TryAsync(asker, door, $"{what}, an id of", "spellings", bait, name => new(door, p => p.Kind == PlaceKind.Id ? name : hunt.Ours(door, p)) { Spelled = address => spell(address, name) }, null);
        }
    }

    /// <summary>Every method the address has no handler for.</summary>
    public async Task MethodsAsync(IGrouping<string, Door> address, Asker asker)
    {
        var door = address.First() with { Handler = "" };
        var others = Methods.Except(address.Select(d => d.Method)).ToList();
        foreach (var method in thorough || others.Count == 0 ? others : [others[_turn++ % others.Count]])
            foreach (var bait in _prey.Ids.Where(i => i.What is "billing_bill"))
                await hunt.TryAsync(asker, door with { Method = method, Body = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? null : door.Body }, "an id of", "methods", bait, name => new(door with { Method = method }, p => p.Kind == PlaceKind.Id ? name : hunt.Ours(door, p)), null);
    }

    /// <summary>A code that names our restaurant and their table, and one that names theirs and our table, both rightly signed.</summary>
    public async Task CodesAsync(Door door, Asker asker, Guid theirs, Guid ours)
    {
        foreach (var place in door.Places.Where(p => p.Kind == PlaceKind.Code))
        {
            foreach (var (restaurant, code) in new[] { (hunt.Home.House.Id, theirs), (_prey.Canary.House.Id, ours) })
                await hunt.TryAsync(asker, door, "half of our code and half of a", "codes", new("code", codes(restaurant, code)), name => new(door, p => p == place ? Guid.TryParse(name, out _) ? codes(restaurant, Id.New()) : name : hunt.Ours(door, p)), null);
        }
    }

    private Filling Ours(Door door) => new(door, p => door.Reads || p.Kind != PlaceKind.Command ? hunt.Ours(door, p) : Guid.Empty.ToString());

    private static IEnumerable<(string What, Func<string, string, string> Spell)> Spellings()
    {
        yield return ("in capitals", (address, id) => address.Replace(id, id.ToUpperInvariant(), StringComparison.Ordinal));
        yield return ("without dashes", (address, id) => address.Replace(id, id.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));
        yield return ("in braces", (address, id) => address.Replace(id, "%7B" + id + "%7D", StringComparison.Ordinal));
        yield return ("percent-encoded", (address, id) => address.Replace(id, string.Concat(id.Select(c => $"%{(int)c:X2}")), StringComparison.Ordinal));
        yield return ("under a path in capitals", (address, _) => address.ToUpperInvariant());
        yield return ("with a slash at the end", (address, _) => address + "/");
        yield return ("after a doubled slash", (address, _) => "/" + address);
    }
}
