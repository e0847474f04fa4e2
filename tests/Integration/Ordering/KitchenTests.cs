using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

public sealed class KitchenTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_ticket_is_on_its_stations_board_until_it_is_bumped_and_comes_back_on_recall(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain("bar")))).GetProperty("orderId").GetGuid();
        var kot = Assert.Single(await evening.KotsAsync(order));
        Assert.Contains($"KOT {kot.Number}", await BoardAsync(cook, "bar"));
        Assert.DoesNotContain($"data-kot=\"{kot.Id}\"", await BoardAsync(cook, "tandoor"));
        Assert.Equal(HttpStatusCode.OK, (await cook.CommandAsync($"/api/v1/kots/{kot.Id}/bump", new { })).Status);
        Assert.DoesNotContain($"data-kot=\"{kot.Id}\"", await BoardAsync(cook, "bar"));
        await cook.CommandAsync($"/api/v1/kots/{kot.Id}/recall", new { });
        Assert.Contains($"data-kot=\"{kot.Id}\"", await BoardAsync(cook, "bar"));
    }

    [Fact]
    public async Task Tickets_of_yesterday_stand_below_a_heading_of_their_own()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var evening = await Evening.OfAsync(restpy);
        await BumpOneAsync();
        restpy.Clock.Advance(TimeSpan.FromDays(1));
        await BumpOneAsync();
        using var cook = await restpy.SignInAsync("kitchen@spice-garden.example");
        var list = (await cook.PageAsync("/staff/kitchen?done=1")).QuerySelectorAll(".kots > li");
        Assert.Equal(["KOT 1", "Yesterday", "KOT 1"],
            list.Select(part => part.QuerySelector("h2, .kot-no")!.FirstChild!.TextContent));

        async Task BumpOneAsync()
        {
            using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
            using var cook = await restpy.SignInAsync("kitchen@spice-garden.example");
            var (_, sent) = await waiter.CommandAsync("/api/v1/orders/send", new
            {
                channel = "Takeaway", covers = 0, lines = new[] { Evening.Line(evening.Plain()) },
            });
            var order = sent.GetProperty("orderId").GetGuid();
            await cook.CommandAsync($"/api/v1/kots/{Assert.Single(await evening.KotsAsync(order)).Id}/bump", new { });
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_voided_dish_stays_struck_through_until_the_cook_has_seen_it(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain("wok"), 3))).GetProperty("orderId")
            .GetGuid();
        var line = Assert.Single(await evening.LinesAsync(order));
        var voided = await evening.Waiter.CommandAsync($"/api/v1/orders/lines/{line.Id}/void", new
        {
            quantity = 1, reason = "Guest changed their mind",
        });
        Assert.Equal(HttpStatusCode.OK, voided.Status);
        var lines = await evening.LinesAsync(order);
        Assert.Equal([2, 1], lines.OrderByDescending(l => l.Quantity).Select(l => l.Quantity));
        var off = lines.Single(l => l.Quantity == 1);
        var refused = await cook.CommandAsync($"/api/v1/kots/{line.KotId}/bump", new { });
        Assert.Equal("VoidNotSeen", refused.Body.GetProperty("code").GetString());
        await cook.CommandAsync($"/api/v1/kots/lines/{off.Id}/seen", new { });
        Assert.Equal(HttpStatusCode.OK, (await cook.CommandAsync($"/api/v1/kots/{line.KotId}/bump", new { })).Status);
        Assert.Equal(line.UnitPriceMinor * 2, (await evening.OrderAsync(order)).RunningMinor);
    }

    [Theory, OnBothDatabases]
    public async Task What_stands_on_the_board_can_be_read_by_a_printer(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain("wok"), 3))).GetProperty("orderId")
            .GetGuid();
        var line = Assert.Single(await evening.LinesAsync(order));
        await evening.Waiter.CommandAsync($"/api/v1/orders/lines/{line.Id}/void", new
        {
            quantity = 1, reason = "Guest changed their mind",
        });
        var kot = await KotAsync(cook, "?station=wok", line.KotId);
        Assert.Equal(("wok", "Takeaway", 2),
            (kot.GetProperty("station").GetString(), kot.GetProperty("channel").GetString(),
                kot.GetProperty("lines").GetArrayLength()));
        Assert.StartsWith("Takeaway ", kot.GetProperty("label").GetString());
        var dishes = kot.GetProperty("lines").EnumerateArray()
            .Select(l => (l.GetProperty("quantity").GetInt32(), l.GetProperty("voided").GetBoolean(),
                l.GetProperty("name").GetProperty("hi").GetString())).ToHashSet();
        Assert.Equal([(2, false, line.Name.In("hi")), (1, true, line.Name.In("hi"))], dishes);
        Assert.Equal(JsonValueKind.Object, (await KotAsync(cook, "", line.KotId)).ValueKind);
        Assert.Equal(JsonValueKind.Undefined, (await KotAsync(cook, "?station=bar", line.KotId)).ValueKind);
        Assert.Equal(JsonValueKind.Undefined,
            (await KotAsync(await restpy.AsAsync("kitchen.mumbai@spice-garden.example"), "", line.KotId)).ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, (await cook.GetAsync("/api/v1/kots?station=garage")).StatusCode);
        // Whoever stands in no branch is asked for one.
        Assert.Equal(HttpStatusCode.Conflict,
            (await (await restpy.AsAsync("owner@spice-garden.example")).GetAsync("/api/v1/kots")).StatusCode);

        static async Task<JsonElement> KotAsync(StaffClient who, string query, Guid? id) =>
            (await who.JsonAsync($"/api/v1/kots{query}")).GetProperty("kots").EnumerateArray()
                .FirstOrDefault(k => k.GetProperty("id").GetGuid() == id);
    }

    [Theory, OnBothDatabases]
    public async Task A_void_without_a_reason_or_of_too_many_changes_nothing(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain(), 2))).GetProperty("orderId").GetGuid();
        var line = Assert.Single(await evening.LinesAsync(order));
        foreach (var (body, code) in new (object, string)[] {
            (new { quantity = 1, reason = " " }, "ReasonMissing"), (new { quantity = 3, reason = "x" }, "NotSoMany"),
            (new { quantity = 0, reason = "x" }, "NotSoMany"), (new { quantity = -1, reason = "x" }, "NotSoMany") })
            Assert.Equal(code, (await evening.Waiter.CommandAsync($"/api/v1/orders/lines/{line.Id}/void", body))
                .Body.GetProperty("code").GetString());
        Assert.Equal(2, Assert.Single(await evening.LinesAsync(order)).Quantity);
    }

    [Theory, OnBothDatabases]
    public async Task Every_change_is_in_the_activity_log_with_person_role_and_address(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var line = Assert.Single(await evening.LinesAsync(order));
        await evening.Waiter.CommandAsync(
            $"/api/v1/orders/lines/{line.Id}/void", new { quantity = 1, reason = "Wrong item" });
        var entries = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking().Where(e => e.ObjectId == order)
            .OrderBy(e => e.At).ToListAsync());
        Assert.Equal(["order.sent", "order.line-voided"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.Equal(
            ("Ravi Kumar", "waiter", "127.0.0.1", "RestpyTests/1.0"), (e.PersonName, e.Role, e.Ip, e.UserAgent)));
        Assert.Equal("Wrong item", entries[1].Reason);
        Assert.Contains("\"state\":\"Sent\"", entries[1].Changes);
        Assert.Contains("\"state\":\"Voided\"", entries[1].Changes);
    }

    private static async Task<string> BoardAsync(StaffClient cook, string station) =>
        await (await cook.GetAsync($"/staff/kitchen?handler=Tickets&station={station}")).Content.ReadAsStringAsync();
}
