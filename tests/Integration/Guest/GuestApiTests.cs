using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Restpy.Pricing;
using Restpy.Floor;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class GuestApiTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_program_reads_the_menu_and_orders_at_the_engines_price(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var http = new HttpClient { BaseAddress = restpy.Address };
        var menu = await http.GetFromJsonAsync<JsonElement>($"/api/v1/guest/{table.Token}/menu");
        Assert.Equal("INR", menu.GetProperty("currency").GetString());
        var ids = menu.GetProperty("categories").EnumerateArray()
            .SelectMany(c => c.GetProperty("dishes").EnumerateArray()).Select(d => d.GetProperty("id").GetGuid());
        Assert.Equal(table.Menu.Items.Keys.Order(), ids.Order());
        var quote = await table.QuoteAsync(ServiceMode.DineIn, (table.Plain(), 2), (table.Plain(1), 1));
        var body = new
        {
            commandId = Guid.CreateVersion7(), lines = new[] { Line(table.Plain(), 2), Line(table.Plain(1), 1) },
            payableMinor = quote.PayableMinor,
        };
        var (status, answer) = await table.OrderAsync(http, body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(quote.PayableMinor, answer.GetProperty("payableMinor").GetInt64());
        var order = Assert.Single(await table.OrdersAsync());
        Assert.Equal((order.Id, order.Number),
            (answer.GetProperty("orderId").GetGuid(), answer.GetProperty("number").GetInt32()));
    }

    [Theory, OnBothDatabases]
    public async Task A_retry_gets_its_first_answer_and_nobody_elses(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await phone.GetAsync(table.Root);
        var body = new { commandId = Guid.CreateVersion7(), lines = new[] { Line(table.Plain(), 2) } };
        var first = await table.OrderAsync(phone.Http, body);
        var retry = await table.OrderAsync(phone.Http, body);
        Assert.Equal(first.Body.ToString(), retry.Body.ToString());
        var changed = await table.OrderAsync(phone.Http, new
        {
            body.commandId, lines = new[] { Line(table.Plain(), 3) },
        });
        Assert.Equal("CommandIdReused", changed.Body.GetProperty("code").GetString());
        using var stranger = new HttpClient { BaseAddress = restpy.Address };
        Assert.Equal(HttpStatusCode.Conflict, (await table.OrderAsync(stranger, body)).Status);
        Assert.Single(await table.LinesAsync());
    }

    [Fact]
    public async Task Each_bad_body_is_refused_and_changes_nothing()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var table = await GuestTable.OfAsync(restpy);
        var theirs = await GuestTable.MenuAsync(restpy, "maison-lumiere", "lyon");
        using var http = new HttpClient { BaseAddress = restpy.Address };
        var (good, variant) = (table.Plain(), table.Menu.Items.Values.First(i => i.Variants.Count > 0));
        var cases = new (HttpStatusCode Status, object Body)[]
        {
            (HttpStatusCode.BadRequest, new { lines = new[] { Line(good, 1) } }),
            (HttpStatusCode.BadRequest, new { commandId = Guid.NewGuid() }),
            (HttpStatusCode.BadRequest, new { commandId = Guid.NewGuid(), lines = Array.Empty<object>() }),
            (HttpStatusCode.BadRequest, new { commandId = Guid.NewGuid(), lines = new[] { Line(good, 0) } }),
            (HttpStatusCode.BadRequest, new { commandId = Guid.NewGuid(), lines = new[] { Line(good, -1) } }),
            (HttpStatusCode.BadRequest, new { commandId = Guid.NewGuid(), lines = new[] { Line(good, 21) } }),
            (HttpStatusCode.BadRequest, new
            {
                commandId = Guid.NewGuid(), lines = new[] { Line(good, 11), Line(good, 11) },
            }),
            (HttpStatusCode.BadRequest, new
            {
                commandId = Guid.NewGuid(), lines = Enumerable.Repeat(Line(good, 1), 41),
            }),
            (HttpStatusCode.BadRequest, new { commandId = Guid.NewGuid(), lines = new[] { Line(variant, 1) } }),
            (HttpStatusCode.BadRequest, new
            {
                commandId = Guid.NewGuid(), lines = new[] { new
                {
                    itemId = good.Id, quantity = 1, note = new string('x', 141),
                } },
            }),
            (HttpStatusCode.NotFound, new
            {
                commandId = Guid.NewGuid(), lines = new[] { Line(GuestTable.PlainOf(theirs), 1) },
            }),
            (HttpStatusCode.NotFound, new
            {
                commandId = Guid.NewGuid(), lines = new[] { new { itemId = Guid.NewGuid(), quantity = 1 } },
            }),
            (HttpStatusCode.NotFound, new { commandId = Guid.NewGuid(), lines = new object?[] { null } }),
            (HttpStatusCode.Conflict, new
            {
                commandId = Guid.NewGuid(), lines = new[] { Line(good, 1) }, payableMinor = 1,
            }),
        };
        foreach (var (expected, body) in cases)
        {
            var (status, answer) = await table.OrderAsync(http, body);
            Assert.True(status == expected, $"{JsonSerializer.Serialize(body)} answered {status} {answer}");
        }
        foreach (var text in new[] { "", "{", "[]", "null", "{\"lines\":7}", "{\"lines\":[null]}" })
        {
            var answer = await http.PostAsync(
                $"/api/v1/guest/{table.Token}/orders", new StringContent(text, Encoding.UTF8, "application/json"));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{text} answered {answer.StatusCode}");
        }
        Assert.Empty(await table.OrdersAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_withdrawn_code_is_gone_for_pages_and_programs(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        var page = await phone.PageAsync(table.Root + "/basket");
        await table.InAsync(async db =>
        {
            var code = await db.Set<TableCode>().SingleAsync(c => c.TableId == table.TableId);
            code.Revoke(db.Time.GetUtcNow());
            db.Act("test", code);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.Gone, (await phone.GetAsync(table.Root)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone,
            (await phone.SubmitAsync(page, $"form[action='{table.Root}/basket']")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone,
            (await phone.Http.PostAsJsonAsync(
                $"/api/v1/guest/{table.Token}/orders", new { commandId = Guid.NewGuid() })).StatusCode);
        Assert.Empty(await table.OrdersAsync());
    }

    private static object Line(MenuItem dish, int quantity) => new { itemId = dish.Id, quantity };
}
