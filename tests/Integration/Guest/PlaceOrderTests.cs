using System.Net;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering;
using Restpy.Pricing;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class PlaceOrderTests(SharedProducts products)
{
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
}
