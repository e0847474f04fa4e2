using System.Net;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Ordering;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class StatusTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Each_dish_says_how_far_it_is(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        Assert.Contains("Nothing is ordered",
            GuestTable.TextOf(await phone.PageAsync(table.Root + "/order?lang=en"), "main"), StringComparison.Ordinal);
        await table.AddAsync(phone, table.Plain(), 2);
        await table.PlaceAsync(phone);
        Assert.Equal("Waiting for confirmation", await StageAsync(phone, table));
        await table.ApproveAsync();
        Assert.Equal("Being prepared", await StageAsync(phone, table));
        var kot = await table.InAsync(
            db => Task.FromResult(db.Set<Kot>()
                .Where(k => k.OrderId == db.Set<Order>().First(o => o.OpenTableId == table.TableId).Id)
                .Select(k => k.Id).Single()));
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        var (bumped, body) = await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        Assert.True(bumped == HttpStatusCode.OK, body.ToString());
        Assert.Equal("Ready", await StageAsync(phone, table));
        var quote = await table.QuoteAsync(ServiceMode.DineIn, (table.Plain(), 2));
        Assert.Equal(Money.Format(quote.PayableMinor, Currency.Inr),
            GuestTable.TextOf(await phone.PageAsync(table.Root + "/order"), "tr.sum td"));
    }

    [Fact]
    public async Task A_declined_round_says_why_and_the_table_may_order_again()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        await waiter.CommandAsync($"/api/v1/orders/{(await table.OrdersAsync()).Single().Id}/approve", new
        {
            accept = false, reason = "The kitchen is closed",
        });
        var page = await phone.PageAsync(table.Root + "/order?lang=en");
        Assert.Equal("Declined", GuestTable.TextOf(page, "h2.stage"));
        Assert.Equal("The kitchen is closed", GuestTable.TextOf(page, "table .bad"));
        Assert.Empty(page.QuerySelectorAll("script,form"));
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        Assert.Equal(2, (await table.OrdersAsync()).Count);
    }

    [Theory, OnBothDatabases]
    public async Task A_table_calls_and_asks_for_the_bill_and_the_service_charge_is_never_the_default(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        var waiting = await phone.PageAsync(table.Root + "/order");
        Assert.Null(waiting.QuerySelector("form[action$=bill]"));
        var early = await phone.SubmitAsync(waiting, "form[action$=call]", url: table.Root + "/order/bill");
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await table.ApproveAsync();
        var page = await phone.PageAsync(table.Root + "/order");
        Assert.Equal("0", page.QuerySelector("[name=service][checked]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await phone.SubmitAsync(page, "form[action$=call]")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await phone.SubmitAsync(page, "form[action$=bill]")).StatusCode);
        var order = Assert.Single(await table.OrdersAsync());
        Assert.NotNull(order.CallsSince);
        Assert.NotNull(order.AsksBillSince);
        Assert.False(order.WantsServiceCharge);
    }

    [Fact]
    public async Task A_service_charge_the_guest_agreed_to_stands_in_the_running_bill()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone, new() { ["service"] = "1" });
        Assert.True(Assert.Single(await table.OrdersAsync()).WantsServiceCharge);
        var page = await phone.PageAsync(table.Root + "/order?lang=en");
        Assert.Contains(page.QuerySelectorAll("table th"), th => th.TextContent == "Service charge (voluntary)");
    }

    [Fact]
    public async Task Without_script_the_page_reloads_itself_and_with_it_one_module_follows()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        var text = await (await phone.GetAsync(table.Root + "/order")).Content.ReadAsStringAsync();
        Assert.Contains("<noscript><meta http-equiv=refresh", text, StringComparison.Ordinal);
        Assert.Matches(
            "<script type=module src=\"/m/ordering/guest-order\\.[a-z0-9]{10}\\.js\" "
                + "integrity=\"sha256-[^\"]+\"></script>", text);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/m/ordering/guest-order.js")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_live_stream_of_a_table_tells_of_its_own_order_only(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (mine, theirs) = (await GuestTable.OfAsync(restpy), await GuestTable.OfAsync(restpy));
        using var phone = mine.Phone();
        using var other = theirs.Phone();
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(mine.Root + "/order/live")).StatusCode);
        foreach (var (table, who) in new[] { (mine, phone), (theirs, other) })
        {
            await table.AddAsync(who, table.Plain());
            await table.PlaceAsync(who);
        }
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await phone.Http.GetStreamAsync(mine.Root + "/order/live", end.Token);
        using var reader = new StreamReader(stream);
        await reader.ReadLineAsync(end.Token);
        await theirs.ApproveAsync();
        await mine.ApproveAsync();
        var order = (await mine.OrdersAsync()).Single().Id;
        string? data = null;
        while (data is null && await reader.ReadLineAsync(end.Token) is { } line)
            if (line.StartsWith("data: {", StringComparison.Ordinal)) data = line;
        Assert.Contains(order.ToString(), data!, StringComparison.Ordinal);
    }

    private static async Task<string> StageAsync(PageClient phone, GuestTable table) =>
        GuestTable.TextOf(await phone.PageAsync(table.Root + "/order?lang=en"), "h2.stage");
}
