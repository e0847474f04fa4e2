using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

public sealed class AccessTests(BillingRestaurants products)
{
    private static readonly string[] Writes = [
        "print", "service-charge", "tip", "buyer", "void", "discounts", "complimentary", "settle", "credit-notes",
        "reprint"];

    private static object Body(string write) => write switch
    {
        "settle" => new { tenders = new[] { new { kind = "Cash", amountMinor = 100L } } },
        "credit-notes" => new { all = true, reason = "Sent back" },
        "discounts" => new { percent = 5, amountMinor = 0, reason = "Late dish" },
        "complimentary" => new { lineId = Guid.NewGuid(), complimentary = true, reason = "Birthday" },
        "void" => new { reason = "Wrong table" },
        "service-charge" => new { wanted = true },
        "tip" => new { tipMinor = 100 },
        "buyer" => new { name = "Acme" },
        _ => new { },
    };

    [Theory, OnBothDatabases]
    public async Task A_bill_of_another_restaurant_does_not_exist(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(waiter, order);
        var french = await restpy.AsAsync(FrenchManager);
        Assert.Equal(HttpStatusCode.NotFound, (await french.GetAsync($"/api/v1/bills/{bill}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await french.CommandAsync($"/api/v1/orders/{order}/bill", new { })).Status);
        foreach (var write in Writes)
            Assert.True((await french.CommandAsync($"/api/v1/bills/{bill}/{write}", Body(write)))
                .Status == HttpStatusCode.NotFound, write);
        foreach (var page in new[] { "", "/discount", "/buyer", "/void", "/settle", "/credit", "/print" })
            Assert.True((await french.GetAsync($"/staff/bills/{bill}{page}")).StatusCode == HttpStatusCode.NotFound,
                page);
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_of_another_branch_does_not_exist_for_who_is_bound_to_one(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var bill = await restpy.OpenAsync(await restpy.AsAsync(Owner), await restpy.OrderAsync("100"));
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await restpy.AsAsync("manager.mumbai@spice-garden.example")).GetAsync($"/api/v1/bills/{bill}"))
            .StatusCode);
        Assert.Equal(HttpStatusCode.OK,
            (await (await restpy.AsAsync(Manager)).GetAsync($"/api/v1/bills/{bill}")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task An_invented_bill_does_not_exist(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        foreach (var write in Writes)
            Assert.True((await manager.CommandAsync($"/api/v1/bills/{Guid.NewGuid()}/{write}", Body(write)))
                .Status == HttpStatusCode.NotFound, write);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.CommandAsync("/api/v1/bills/42/print", new { })).Status);
    }

    [Theory, OnBothDatabases]
    public async Task Each_role_does_only_what_is_its_own(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (waiter, accountant, kitchen) =
            (await restpy.AsAsync(Waiter), await restpy.AsAsync(Accountant), await restpy.AsAsync(KitchenHand));
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(waiter, order);
        foreach (var write in new[] { "reprint", "credit-notes" })
            Assert.True((await waiter.CommandAsync($"/api/v1/bills/{bill}/{write}", Body(write)))
                .Status == HttpStatusCode.Forbidden, write);
        foreach (var write in Writes)
        {
            Assert.True((await accountant.CommandAsync($"/api/v1/bills/{bill}/{write}", Body(write)))
                .Status == HttpStatusCode.Forbidden, write);
            Assert.True((await kitchen.CommandAsync($"/api/v1/bills/{bill}/{write}", Body(write)))
                .Status == HttpStatusCode.Forbidden, write);
        }
        foreach (var url in new[] { "/api/v1/day/open", "/api/v1/day/cash", "/api/v1/day/close" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await waiter.CommandAsync(url, new { })).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await accountant.CommandAsync(url, new { })).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await accountant.GetAsync("/staff/bills")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await accountant.GetAsync("/staff/day")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await accountant.GetAsync("/staff/day/close")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/day")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await kitchen.GetAsync("/staff/bills")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync(Manager)).GetAsync("/staff/bills/settings")).StatusCode);
        using var nobody = restpy.Product.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync($"/staff/bills/{bill}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api/v1/bills/{bill}")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Bad_input_is_refused_and_changes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var bill = await restpy.OpenAsync(manager, await restpy.OrderAsync("100"));
        var bad = new (string Write, object Body)[]
        {
            ("discounts", new { percent = -1, amountMinor = 0, reason = "Late dish" }),
            ("discounts", new { percent = 101, amountMinor = 0, reason = "Late dish" }),
            ("discounts", new { percent = 5, amountMinor = 500, reason = "Late dish" }),
            ("discounts", new { percent = 0, amountMinor = -500, reason = "Late dish" }),
            ("discounts", new { percent = 0, amountMinor = long.MaxValue, reason = "Late dish" }),
            ("discounts", new { percent = 0, amountMinor = 1_000_000, reason = "More than the bill" }),
            ("discounts", new { percent = "ten", amountMinor = 0, reason = "Late dish" }),
            ("discounts", new { percent = 5, amountMinor = 0, reason = "" }),
            ("discounts", new { percent = 5, amountMinor = 0 }),
            ("discounts", new { percent = 5, amountMinor = 0, reason = new string('x', 201) }),
            ("discounts", new { percent = 5, amountMinor = 0, reason = "4111111111111111" }),
            ("tip", new { tipMinor = -1 }),
            ("tip", new { tipMinor = long.MaxValue }),
            ("tip", new { tipMinor = "much" }),
            ("void", new { reason = "x" }),
            ("buyer", new { name = "", taxNumber = "27AAPFU0939F1ZV" }),
            ("service-charge", new { wanted = "perhaps" }),
        };
        foreach (var (write, body) in bad)
        {
            var (status, answer) = await manager.CommandAsync($"/api/v1/bills/{bill}/{write}", body);
            Assert.True(status == HttpStatusCode.BadRequest, $"{write} {body}: {status} {answer}");
        }
        var view = await SeeAsync(manager, bill);
        Assert.Equal(10_500, view.GetProperty("payableMinor").GetInt64());
        Assert.Equal(0, view.GetProperty("tipMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task An_empty_order_has_nothing_to_bill(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await restpy.OrderAsync();
        var (status, body) = await waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("NothingToBill", body.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound,
            (await waiter.CommandAsync($"/api/v1/orders/{Guid.NewGuid()}/bill", new { })).Status);
    }
}
