using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;

namespace Restpy.Probe.Attack;

/// <summary>
/// The other ways to say whose rows are meant: headers and fields that name a restaurant, an address in another
/// spelling, methods nobody has a handler for, codes put together of two halves.
/// </summary>
internal sealed class HeaderVariants(Attempt attempt, Func<Guid, Guid, string> codes, bool thorough)
{
    private static readonly string[] Headers =
    [
        "X-Restaurant", "X-Restaurant-Id", "X-RestaurantId", "X-Tenant", "X-Tenant-Id", "X-TenantId", "X-Branch",
        "X-Branch-Id", "X-Org", "X-Organization-Id", "X-Account-Id", "X-Slug",
        "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Prefix", "X-User-Id",
        "X-Impersonate", "Tenant", "Restaurant",
    ];

    private static readonly string[] Fields = [
        "restaurantId", "restaurant_id", "RestaurantId", "restaurant", "tenant", "tenantId", "branchId", "branch_id",
        "slug"];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly Target _target = attempt.Target;
    private int _turn;

    /// <summary>
    /// As another restaurant, by every header and field that might say so: the answer is that of our own.
    /// </summary>
    public async Task ScopeAsync(ProbedEndpoint endpoint, Caller caller)
    {
        var fields = Fields.Where(f => endpoint.Slots.All(p => !p.Name.Equals(f, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        foreach (var foreignId in _target.Ids.Where(
            i => i.What == "restaurant" || (thorough && i.What == "tenancy_branch")))
            await attempt.TryAsync(caller, endpoint, "with headers and fields that name a",
                "headers and fields nobody asked for", foreignId,
                name => Ours(endpoint) with
                {
                    Headers = [.. Headers.Select(h => (h, name))],
                    Extra = [.. fields.Select(f => (f, name))],
                }, null);
    }

    /// <summary>
    /// The id in capitals, in braces, without dashes, percent-encoded; the path in capitals, with a slash at its end.
    /// </summary>
    public async Task SpellingAsync(ProbedEndpoint endpoint, Caller caller)
    {
        if (!endpoint.Slots.Any(p => p is { In: SlotLocation.Route, Kind: SlotKind.Id })) return;
        foreach (var foreignId in _target.Ids.Where(
            i => attempt.Likely(endpoint, endpoint.Slots.First(p => p is { In: SlotLocation.Route, Kind: SlotKind.Id }))
            .Contains(i.What)).DefaultIfEmpty(_target.Ids[0]).Take(thorough ? int.MaxValue : 1))
        {
            foreach (var (what, spell) in Spellings())
                await attempt.TryAsync(caller, endpoint, $"{what}, an id of", "spellings", foreignId,
                    name => new(endpoint, p => p.Kind == SlotKind.Id ? name : attempt.Ours(endpoint, p))
                    {
                        Spelled = address => spell(address, name)
                    }, null);
        }
    }

    /// <summary>Every method the address has no handler for.</summary>
    public async Task MethodsAsync(IGrouping<string, ProbedEndpoint> address, Caller caller)
    {
        var endpoint = address.First() with { Handler = "" };
        var others = Methods.Except(address.Select(d => d.Method)).ToList();
        foreach (var method in thorough || others.Count == 0 ? others : [others[_turn++ % others.Count]])
            foreach (var foreignId in _target.Ids.Where(i => i.What is "billing_bill"))
                await attempt.TryAsync(caller, endpoint with
                {
                    Method = method,
                    Body = HttpMethods.IsGet(method)
                    || HttpMethods.IsHead(method) ? null : endpoint.Body,
                }, "an id of", "methods", foreignId,
                name => new(endpoint with { Method = method }, p => p.Kind == SlotKind.Id ? name
                    : attempt.Ours(endpoint, p)), null);
    }

    /// <summary>
    /// A code that names our restaurant and their table, and one that names theirs and our table, both rightly signed.
    /// </summary>
    public async Task CodesAsync(ProbedEndpoint endpoint, Caller caller, Guid theirs, Guid ours)
    {
        foreach (var slot in endpoint.Slots.Where(p => p.Kind == SlotKind.Code))
        {
            foreach (var (restaurant, code) in new[] {
                (attempt.Home.Restaurant.Id, theirs), (_target.Canary.Restaurant.Id, ours) })
                await attempt.TryAsync(caller, endpoint, "half of our code and half of a", "codes",
                    new("code", codes(restaurant, code)),
                    name => new(endpoint, p => p == slot ? Guid.TryParse(name, out _) ? codes(restaurant, Id.New())
                        : name : attempt.Ours(endpoint, p)), null);
        }
    }

    private RequestValues Ours(ProbedEndpoint endpoint) =>
        new(endpoint, p => endpoint.Reads
            || p.Kind != SlotKind.Command ? attempt.Ours(endpoint, p) : Guid.Empty.ToString());

    private static IEnumerable<(string What, Func<string, string, string> Spell)> Spellings()
    {
        yield return ("in capitals",
            (address, id) => address.Replace(id, id.ToUpperInvariant(), StringComparison.Ordinal));
        yield return ("without dashes",
            (address, id) => address.Replace(
            id, id.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));
        yield return ("in braces", (address, id) => address.Replace(id, "%7B" + id + "%7D", StringComparison.Ordinal));
        yield return ("percent-encoded",
            (address, id) => address.Replace(
            id, string.Concat(id.Select(c => $"%{(int)c:X2}")), StringComparison.Ordinal));
        yield return ("under a path in capitals", (address, _) => address.ToUpperInvariant());
        yield return ("with a slash at the end", (address, _) => address + "/");
        yield return ("after a doubled slash", (address, _) => "/" + address);
    }
}
