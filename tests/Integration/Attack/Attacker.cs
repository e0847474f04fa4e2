using System.Reflection;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.IntegrationTests.Guest;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>What a stranger may hold in hand: sessions of one restaurant, ids of another, a table's token.</summary>
internal static class Attacker
{
    /// <summary>The schemes' own test number.</summary>
    public const string CardNumber = "4111 1111 1111 1111";

    /// <summary>Somebody of each role; the owner sees all branches and stands in none.</summary>
    public static readonly string[] Staff = ["owner", "manager", "cashier", "accountant", "waiter", "kitchen"];

    /// <summary>One id of each table that has rows, as the other restaurant's own people would use them.</summary>
    public static Task<List<(string Table, Guid Id)>> IdsOfAsync(TestProduct restpy, string slug) =>
        restpy.InAsync(slug, null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var ids = new List<(string, Guid)>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)))
        {
            var first = (Task<Guid?>)typeof(Attacker)
                .GetMethod(nameof(FirstAsync),
                    BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            if (await first is { } id) ids.Add((type.GetTableName()!, id));
        }
        ids.AddRange((await s.GetRequiredService<Tenancy.Contract.Questions.RestaurantDirectory>()
            .GetAsync(db.Scope.Restaurant, default)).Branches.Select(b => ("branch " + b.Key, b.Id)));
        return ids;
    });

    /// <summary>Of those, the things commands are about.</summary>
    public static async Task<List<(string Table, Guid Id)>> ThingsOfAsync(TestProduct restpy, string slug) =>
        [.. (await IdsOfAsync(restpy, slug))
            .Where(i => i.Table is "ordering_order" or "ordering_line" or "ordering_kot" or "billing_bill"
                or "billing_line" or "menu_item" or "floor_table")];

    /// <summary>
    /// A little of everything in the other restaurant: an order that runs, one that was paid and partly credited, cash,
    /// a basket.
    /// </summary>
    public static async Task SeedAsync(TestProduct restpy)
    {
        var manager = await restpy.AsAsync("manager@maison-lumiere.example");
        var menu = await GuestTable.MenuAsync(restpy, "maison-lumiere", "lyon");
        async Task<JsonElement> DoAsync(string url, object body)
        {
            var (status, answer) = await manager.CommandAsync(url, body);
            return status == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{url}: {answer}");
        }
        async Task<(Guid Bill, long Due)> BillAsync()
        {
            var lines = new[] { new { itemId = GuestTable.PlainOf(menu).Id, quantity = 2 } };
            var order = await DoAsync("/api/v1/orders/send", new
            {
                channel = "Takeaway", covers = 0, guestName = "Camille", lines,
            });
            var bill = await DoAsync($"/api/v1/orders/{order.GetProperty("orderId").GetGuid()}/bill", new { });
            return (bill.GetProperty("billId").GetGuid(), bill.GetProperty("dueMinor").GetInt64());
        }
        var (open, _) = await BillAsync();
        await DoAsync($"/api/v1/bills/{open}/discounts", new
        {
            lineId = await LineAsync(manager, open, "orderLineId"), percent = 5, amountMinor = 0, reason = "A regular",
        });
        var (paid, due) = await BillAsync();
        await DoAsync($"/api/v1/bills/{paid}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } },
        });
        await DoAsync($"/api/v1/bills/{paid}/reprint", new { });
        await DoAsync($"/api/v1/bills/{paid}/credit-notes", new
        {
            lines = new[] { new
            {
                lineId = await LineAsync(manager, paid, "id"), units = 1,
            } }, reason = "Cold soup", refundKind = "Cash",
        });
        await DoAsync("/api/v1/day/cash", new { kind = "PayIn", amountMinor = 500, reason = "Coins" });
        using var guest = restpy.Visitor();
        await GuestTable.AddAsync(guest, "/r/maison-lumiere", GuestTable.PlainOf(menu), new() { ["quantity"] = "1" });
    }

    private static async Task<Guid> LineAsync(StaffClient who, Guid bill, string field) =>
        (await who.JsonAsync($"/api/v1/bills/{bill}")).GetProperty("lines")[0].GetProperty(field).GetGuid();

    public static Task<string> TokenAsync(TestProduct restpy, string slug) => restpy.InAsync(slug, null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var code = await db.Set<TableCode>().AsNoTracking().OrderByDescending(c => c.Id)
            .FirstAsync(c => c.RevokedAt == null);
        return s.GetRequiredService<CodeTokens>().Make(db.Scope.Restaurant, code.Id);
    });

    /// <summary>An owner who has gone to one of the branches: may do everything.</summary>
    public static async Task<StaffClient> BranchOwnerAsync(TestProduct restpy, string slug = "spice-garden")
    {
        var owner = await restpy.SignInAsync($"owner@{slug}.example");
        var page = await owner.PageAsync("/staff/choose");
        var workplace = page.QuerySelectorAll("[name=workplace]").Last().GetAttribute("value");
        await owner.SubmitAsync(page, "form:has([name=workplace])", new() { ["workplace"] = workplace },
            "/staff/choose");
        return owner;
    }

    /// <summary>The form token of a signed-in person's session.</summary>
    public static async Task<string> FormTokenAsync(StaffClient person) =>
        (await person.PageAsync("/staff/choose")).QuerySelector("input[name=_token]")!.GetAttribute("value")!;

    public static HttpRequestMessage Command(ProductEndpoint endpoint, string address, JsonNode body, string token)
    {
        var request = new HttpRequestMessage(new(endpoint.Method), address);
        if (!HttpMethods.IsGet(endpoint.Method))
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("X-CSRF-TOKEN", token);
        request.Headers.Add("Accept", "application/json");
        return request;
    }

    /// <summary>
    /// The whole number that must stand nowhere, read from every text of every row of the restaurant.
    /// </summary>
    public static async Task NoCardNumberAsync(TestProduct restpy)
    {
        var kept = await restpy.InAsync("maison-lumiere", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var found = new List<string>();
            foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)))
            {
                var rows = await (Task<List<object>>)typeof(Attacker)
                    .GetMethod(nameof(RowsAsync),
                        BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
                foreach (var property in type.GetProperties().Where(p => p.PropertyInfo is not null))
                    if (rows.Any(r => property.PropertyInfo!.GetValue(r)?.ToString()?.Replace(" ", "")
                        .Contains("4111111111111111", StringComparison.Ordinal) == true))
                        found.Add($"{type.GetTableName()}.{property.Name}");
            }
            return found;
        });
        None(kept);
    }

    /// <summary>Fails with everything that was found, not only the first.</summary>
    public static void None(IReadOnlyCollection<string> found) =>
        Assert.True(found.Count == 0, $"{found.Count}:\n{string.Join('\n', found.Take(40))}");

    public static bool IsBroken(HttpStatusCode status) => (int)status >= 500;

    private static async Task<List<object>> RowsAsync<T>(RestpyDb db) where T : class, ITenantOwned =>
        [.. await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().ToListAsync()];

    private static Task<Guid?> FirstAsync<T>(RestpyDb db)
        where T : class, ITenantOwned => db.Set<T>().AsNoTracking().IgnoreAutoIncludes().OrderByDescending(r => r.Id)
        .Select(r => (Guid?)r.Id).FirstOrDefaultAsync();
}
