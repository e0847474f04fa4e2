using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.Tenancy;
using Restpy.Tenancy.Contract;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class PlaceOrderTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_first_round_of_a_phone_waits_for_approval_and_the_second_does_not(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain(), 2);
        var placed = await table.PlaceAsync(phone);
        Assert.Equal(table.Root + "/order", placed.Headers.Location?.ToString());
        var order = Assert.Single(await table.OrdersAsync());
        Assert.Equal((OrderState.Pending, 0), (order.State, order.Kots));
        Assert.Equal(LineState.Waiting, Assert.Single(await table.LinesAsync()).State);
        Assert.Equal(0, await table.PiecesAsync());
        await table.ApproveAsync();

        await table.AddAsync(phone, table.Plain(1));
        await table.PlaceAsync(phone);
        var after = Assert.Single(await table.OrdersAsync());
        Assert.Equal((OrderState.Open, 2), (after.State, after.Kots));
        Assert.All(await table.LinesAsync(), l => Assert.Equal(LineState.Sent, l.State));

        using var other = table.Phone();
        await table.AddAsync(other, table.Plain(2));
        await table.PlaceAsync(other);
        Assert.Equal(LineState.Waiting, (await table.LinesAsync()).Single(l => l.ItemId == table.Plain(2).Id).State);
        await table.ApproveAsync();
        await table.AddAsync(other, table.Plain(3));
        await table.PlaceAsync(other);
        Assert.Equal(4, Assert.Single(await table.OrdersAsync()).Kots);
        Assert.All(await table.LinesAsync(), l => Assert.Equal(LineState.Sent, l.State));
    }

    [Theory, OnBothDatabases]
    public async Task A_photo_of_the_code_sends_nothing_to_the_kitchen_and_shows_nothing_personal(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await GuestTable.AddAsync(phone, table.Root, table.Plain(), new()
        {
            ["quantity"] = "1", ["note"] = "Meera must not have nuts",
        });
        await table.PlaceAsync(phone);
        await table.ApproveAsync();
        Assert.Contains("Meera", GuestTable.TextOf(await phone.PageAsync(table.Root + "/order"), "main"),
            StringComparison.Ordinal);

        using var stranger = table.Phone();
        Assert.DoesNotContain("Meera",
            await (await stranger.GetAsync(table.Root + "/order")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        object Round(int i) => new
        {
            commandId = Guid.CreateVersion7(), lines = new[] { new { itemId = table.Plain(i % 6).Id, quantity = 20 } },
            serviceCharge = true,
        };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => table.OrderAsync(stranger.Http, Round(i))));
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status == HttpStatusCode.OK),
            a => Assert.True(a.Body.GetProperty("waits").GetBoolean()));
        var order = Assert.Single(await table.OrdersAsync());
        Assert.Equal((1, false), (order.Kots, order.WantsServiceCharge));
        Assert.Single(await table.LinesAsync(), l => l.State == LineState.Sent);
        // Asking for the bill brings a waiter; what was agreed about the service charge stays as it was.
        var page = await stranger.PageAsync(table.Root + "/order?lang=en");
        Assert.Empty(page.QuerySelectorAll("[name=service]"));
        await stranger.SubmitAsync(page, "form[action$='/bill']", new() { ["service"] = "1" });
        Assert.False(Assert.Single(await table.OrdersAsync()).WantsServiceCharge);
    }

    [Theory, OnBothDatabases]
    public async Task A_phone_of_the_last_sitting_is_a_stranger_to_the_next_one(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var last = table.Phone();
        await table.AddAsync(last, table.Plain());
        await table.PlaceAsync(last);
        await table.ApproveAsync();
        await table.InAsync(async db =>
        {
            var order = await db.Set<Order>().SingleAsync(o => o.OpenTableId == table.TableId);
            order.BillPrinted();
            order.Paid(db.Time.GetUtcNow());
            db.Act("test", order);
            return await db.SaveChangesAsync();
        });
        using var next = table.Phone();
        var nothing = await (await next.GetAsync(table.Root + "/order?lang=en")).Content.ReadAsStringAsync();
        Assert.Contains("Nothing is ordered", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain(table.Plain().Name.In("en"), nothing, StringComparison.Ordinal);
        await table.AddAsync(next, table.Plain(1));
        await table.PlaceAsync(next);
        await table.ApproveAsync();
        await table.AddAsync(last, table.Plain(2));
        await table.PlaceAsync(last);
        Assert.Equal(LineState.Waiting, (await table.LinesAsync()).Single(l => l.ItemId == table.Plain(2).Id).State);
    }

    [Fact]
    public async Task Where_the_branch_asks_for_no_approval_the_first_round_goes_straight()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await restpy.InAsync("maison-lumiere", "lyon", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var branch = await db.Set<Branch>().SingleAsync();
            branch.Serve(0, 0, firstGuestOrderWaits: false, 20, takesPickup: false);
            db.Act("tenancy.branch-changed", branch);
            db.Publish("settings", "BranchChanged", branch.Id);
            return await db.SaveChangesAsync();
        });
        var table = await GuestTable.OfAsync(restpy, "maison-lumiere", "lyon");
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        Assert.Equal(OrderState.Open, Assert.Single(await table.OrdersAsync()).State);
        var web = await phone.PageAsync($"/r/maison-lumiere/dish/{table.Plain().Id}");
        Assert.Null(web.QuerySelector("form"));
    }

    [Theory, OnBothDatabases]
    public async Task Thirty_phones_at_one_table_make_one_order_and_no_round_is_doubled(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        using var cookieless = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(cookieless) { BaseAddress = (await products.OnAsync(kind)).Address };
        await phone.GetAsync(table.Root);
        object Round(int i) => new
        {
            commandId = Guid.CreateVersion7(), lines = new[] { new
            {
                itemId = table.Plain(i % 6).Id, quantity = 1, note = $"round {i}",
            } },
        };

        var first = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => table.OrderAsync(http, Round(i))));
        Assert.Equal(3, first.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(first.Where(a => a.Status != HttpStatusCode.OK),
            a => Assert.Equal("TooManyRoundsWait", a.Body.GetProperty("code").GetString()));
        Assert.Single(await table.OrdersAsync());
        Assert.Equal(3, (await table.LinesAsync()).Count);
        await table.ApproveAsync();
        await table.OrderAsync(phone.Http, Round(99));
        await table.ApproveAsync();

        var second = await Task.WhenAll(Enumerable.Range(30, 30).Select(i => table.OrderAsync(phone.Http, Round(i))));
        Assert.All(second, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        Assert.Single(second.Select(a => a.Body.GetProperty("orderId").GetGuid()).Distinct());
        var lines = await table.LinesAsync();
        Assert.Equal(34, lines.Count);
        Assert.Equal(34, lines.Select(l => l.Note).Distinct().Count());
        Assert.All(lines, l => Assert.Equal(LineState.Sent, l.State));
        Assert.Equal(lines.Sum(l => l.ValueMinor), Assert.Single(await table.OrdersAsync()).RunningMinor);
    }

    [Theory, OnBothDatabases]
    public async Task A_repeated_submit_orders_once_and_shows_the_same_order(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        var page = await phone.PageAsync(table.Root + "/basket");
        var form = $"form[action='{table.Root}/basket']";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => phone.SubmitAsync(page, form)));
        Assert.All(answers.Append(await phone.SubmitAsync(page, form)),
            a => Assert.Equal(table.Root + "/order", a.Headers.Location?.ToString()));
        Assert.Single(await table.LinesAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Two_tabs_of_one_basket_order_it_once(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        var (one, two) = (await phone.PageAsync(table.Root + "/basket"), await phone.PageAsync(table.Root + "/basket"));
        var form = $"form[action='{table.Root}/basket']";
        var answers = await Task.WhenAll(phone.SubmitAsync(one, form), phone.SubmitAsync(two, form));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(await table.LinesAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_total_the_guest_has_not_seen_is_not_ordered(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain(), 2);
        var quote = await table.QuoteAsync(ServiceMode.DineIn, (table.Plain(), 2));
        foreach (var seen in new[] { $"{quote.PayableMinor - 100}", "", "much" })
        {
            var answer = await table.PlaceAsync(phone, new() { ["payable"] = seen });
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            var page = await PageClient.ParseAsync(answer);
            Assert.Contains(Money.Format(quote.PayableMinor, Currency.Inr), GuestTable.TextOf(page, "[role=alert]"),
                StringComparison.Ordinal);
            Assert.Equal($"{quote.PayableMinor}", page.QuerySelector("[name=payable]")!.GetAttribute("value"));
        }
        Assert.Empty(await table.OrdersAsync());
        Assert.Equal(2, await table.PiecesAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await table.PlaceAsync(phone)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task What_sold_out_meanwhile_is_named_and_the_rest_is_kept(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy, "spice-garden", "mumbai");
        using var phone = table.Phone();
        var (stays, goes) = (table.Plain(), table.Plain(5));
        await table.AddAsync(phone, stays);
        await table.AddAsync(phone, goes);
        var page = await phone.PageAsync(table.Root + "/basket?lang=en");
        await MenuPageTests.SellOutAsync(restpy, goes);
        var answer = await phone.SubmitAsync(page, $"form[action='{table.Root}/basket']");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var again = await PageClient.ParseAsync(answer);
        Assert.StartsWith(goes.Name.In("en") + " sold out", GuestTable.TextOf(again, "[role=alert]"),
            StringComparison.Ordinal);
        Assert.Equal(goes.Name.In("en"), GuestTable.TextOf(again, "article s"));
        Assert.Empty(await table.OrdersAsync());
        Assert.Equal(HttpStatusCode.Redirect,
            (await phone.SubmitAsync(again, $"form[action='{table.Root}/basket']")).StatusCode);
        Assert.Equal(stays.Id, Assert.Single(await table.LinesAsync()).ItemId);
        Assert.Equal(0, await table.PiecesAsync());
    }

    [Fact]
    public async Task An_empty_basket_orders_nothing_and_says_so()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        Assert.Contains("empty", GuestTable.TextOf(await phone.PageAsync(table.Root + "/basket?lang=en"), "main"),
            StringComparison.Ordinal);
        await table.AddAsync(phone, table.Plain());
        var page = await phone.PageAsync(table.Root + "/basket?lang=en");
        await phone.SubmitAsync(page, "article form", new() { ["quantity"] = "0" });
        var answer = await phone.SubmitAsync(page, $"form[action='{table.Root}/basket']");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await table.OrdersAsync());
    }

    [Fact]
    public async Task Another_phones_line_cannot_be_changed()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        using var other = table.Phone();
        await table.AddAsync(phone, table.Plain(), 2);
        await table.AddAsync(other, table.Plain(1));
        var line = (await phone.PageAsync(table.Root + "/basket"))
            .QuerySelector("article form")!.GetAttribute("action")!;
        await other.SubmitAsync(
            await other.PageAsync(table.Root + "/basket"), "article form", new() { ["quantity"] = "0" }, line);
        Assert.Equal(3, await table.PiecesAsync());
        foreach (var quantity in new[] { "21", "-1", "x", null })
            Assert.Equal(HttpStatusCode.BadRequest,
                (await phone.SubmitAsync(await phone.PageAsync(table.Root + "/basket"), "article form",
                    new() { ["quantity"] = quantity })).StatusCode);
        Assert.Equal(3, await table.PiecesAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_table_whose_bill_is_printed_takes_no_more_and_keeps_the_basket(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        await table.ApproveAsync();
        await table.InAsync(async db =>
        {
            var order = await db.Set<Order>().SingleAsync(o => o.OpenTableId == table.TableId);
            order.BillPrinted();
            db.Act("test", order);
            return await db.SaveChangesAsync();
        });
        await table.AddAsync(phone, table.Plain(1));
        var answer = await table.PlaceAsync(phone);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.DoesNotContain(
            "Reopen", GuestTable.TextOf(await PageClient.ParseAsync(answer), "[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(1, await table.PiecesAsync());
    }

    [Theory]
    [InlineData("spice-garden", "bengaluru", ServiceMode.DineIn)]
    [InlineData("maison-lumiere", "lyon", ServiceMode.DineIn)]
    public async Task The_basket_shows_to_the_cent_what_the_engine_says(string slug, string branch, ServiceMode mode)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite), slug, branch);
        using var phone = table.Phone();
        var drink = table.Menu.Items.Values.First(
            i => i is { SoldOut: false, TaxCategory: "alcohol", Variants.Count: 0 } && i.Groups.All(g => g.Min == 0));
        await table.AddAsync(phone, table.Plain(3), 3);
        await table.AddAsync(phone, drink, 2);
        var quote = await table.QuoteAsync(mode, (table.Plain(3), 3), (drink, 2));
        var basket = await phone.PageAsync(table.Root + "/basket");
        var currency = slug == "spice-garden" ? Currency.Inr : Currency.Eur;
        var amounts = basket.QuerySelectorAll("table td").Select(td => td.TextContent).ToList();
        Assert.Contains(Money.Format(quote.PayableMinor, currency), amounts);
        foreach (var tax in quote.Groups.SelectMany(g => g.Taxes).Where(t => t.AmountMinor > 0))
            Assert.Contains(Money.Format(tax.AmountMinor, currency), amounts);
        Assert.Null(basket.QuerySelector("[name=service][checked]"));
        Assert.Contains(Money.Format(quote.PayableMinor, currency),
            GuestTable.TextOf(await phone.PageAsync(table.Root), ".bar"), StringComparison.Ordinal);
    }
}
