using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

/// <summary>A guest's first order waits until a member of staff approves it.</summary>
public sealed class GuestApprovalTests(SharedProducts products)
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
            db.Publish(new BranchChanged(branch.Id));
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
}
