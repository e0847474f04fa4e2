using System.Net;
using System.Text.Json;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

public sealed class SendOrderTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_round_makes_one_KOT_per_station_with_the_menus_prices(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var (naan, curry) = (evening.Plain("tandoor"), evening.Plain("curry"));
        var order = await evening.TakeawayAsync(Evening.Line(naan, 2), Evening.Line(curry, 1, "less oil"));
        var id = order.GetProperty("orderId").GetGuid();
        Assert.Equal(2, order.GetProperty("kots").GetArrayLength());
        var lines = await evening.LinesAsync(id);
        Assert.Equal([naan.PriceMinor, curry.PriceMinor], lines.Select(l => l.UnitPriceMinor));
        Assert.Equal((naan.PriceMinor * 2) + curry.PriceMinor, (await evening.OrderAsync(id)).RunningMinor);
        Assert.Equal("less oil", lines[1].Note);
    }

    [Theory, OnBothDatabases]
    public async Task A_second_round_is_an_add_on_with_only_its_own_dishes(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var first = await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        var id = first.GetProperty("orderId").GetGuid();
        await evening.SendAsync(new
        {
            orderId = id, channel = "Takeaway", lines = new[] { Evening.Line(evening.Plain("tandoor", 1)) },
        });
        var kots = await evening.KotsAsync(id);
        Assert.Equal([false, true], kots.Select(k => k.IsAddOn));
        var lines = await evening.LinesAsync(id);
        Assert.Single(lines, l => l.KotId == kots[1].Id);
    }

    [Theory, OnBothDatabases]
    public async Task A_repeated_command_gets_its_first_answer_and_orders_nothing_twice(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var body = new
        {
            commandId = Guid.CreateVersion7(), channel = "Takeaway", covers = 0,
            lines = new[] { Evening.Line(evening.Plain()) },
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => evening.SendAsync(body)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        var order = Assert.Single(answers.Select(a => a.Body.GetProperty("orderId").GetGuid()).Distinct());
        Assert.Single(await evening.LinesAsync(order));
    }

    [Theory, OnBothDatabases]
    public async Task Two_waiters_at_one_table_add_to_one_order_and_lose_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var other = await restpy.AsAsync("waiter2@spice-garden.example");
        var table = await evening.FreeTableAsync();
        var rounds = Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? evening.Waiter : other)
            .CommandAsync("/api/v1/orders/send", new
            {
                tableId = table.Id, channel = "DineIn", covers = 2,
                lines = new[] { Evening.Line(evening.Plain("tandoor", i % 4)) },
            }));
        var answers = await Task.WhenAll(rounds);
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        var order = Assert.Single(answers.Select(a => a.Body.GetProperty("orderId").GetGuid()).Distinct());
        Assert.Equal(20, (await evening.LinesAsync(order)).Count);
        Assert.Equal(20, (await evening.KotsAsync(order)).Select(k => k.Number).Distinct().Count());
    }

    [Theory, OnBothDatabases]
    public async Task Bad_input_is_refused_in_words_and_changes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var dish = evening.Plain();
        var withVariants = evening.Menu.Items.Values.First(i => i.Variants.Count > 0 && !i.SoldOut);
        var withChoices = evening.Menu.Items.Values.First(
            i => i is { SoldOut: false, Variants.Count: 0 } && i.Groups.Any(g => g.Min == 0));
        var egg = withChoices.Groups.First(g => g.Min == 0).Modifiers[0].Id;
        (string Code, object Body)[] cases =
        [
            ("ModifierTwice", new
            {
                channel = "Takeaway", lines = new[] { new
                {
                    itemId = withChoices.Id, quantity = 1, modifierIds = new[] { egg, egg },
                } },
            }),
            ("NothingOrdered", new { channel = "Takeaway", lines = Array.Empty<object>() }),
            ("NothingOrdered", new { channel = "Takeaway" }),
            ("QuantityOutOfRange", new { channel = "Takeaway", lines = new[] { Evening.Line(dish, 0) } }),
            ("QuantityOutOfRange", new { channel = "Takeaway", lines = new[] { Evening.Line(dish, -3) } }),
            ("QuantityOutOfRange", new { channel = "Takeaway", lines = new[] { Evening.Line(dish, int.MaxValue) } }),
            ("NoteTooLong", new
            {
                channel = "Takeaway", lines = new[] { Evening.Line(dish, 1, new string('x', 141)) },
            }),
            ("DishNotOnMenu", new
            {
                channel = "Takeaway", lines = new[] { new { itemId = Guid.CreateVersion7(), quantity = 1 } },
            }),
            ("VariantMissing", new { channel = "Takeaway", lines = new[] { Evening.Line(withVariants) } }),
            ("DishNotOnMenu", new
            {
                channel = "Takeaway", lines = new[] { new
                {
                    itemId = dish.Id, quantity = 1, modifierIds = new[] { Guid.CreateVersion7() },
                } },
            }),
            ("TableMissing", new
            {
                channel = "DineIn", tableId = Guid.CreateVersion7(), covers = 2, lines = new[] { Evening.Line(dish) },
            }),
            ("CoversOutOfRange", new { channel = "Takeaway", covers = 500, lines = new[] { Evening.Line(dish) } }),
            ("NotFound", new
            {
                channel = "Takeaway", orderId = Guid.CreateVersion7(), lines = new[] { Evening.Line(dish) },
            }),
            ("CommandIdMissing", new
            {
                commandId = Guid.Empty, channel = "Takeaway", lines = new[] { Evening.Line(dish) },
            }),
        ];
        foreach (var (code, body) in cases)
        {
            var (status, answer) = await evening.SendAsync(body);
            Assert.True((int)status is >= 400 and < 500, $"{code}: {(int)status}");
            Assert.Equal(code, answer.GetProperty("code").GetString());
            Assert.DoesNotContain("error.", answer.GetProperty("title").GetString());
        }
    }

    [Theory, OnBothDatabases]
    public async Task Content_that_is_no_order_is_refused(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var (status, _) = await evening.SendAsync(new { channel = "Spaceship", lines = "all of them" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory, OnBothDatabases]
    public async Task A_dish_of_another_restaurant_is_not_on_the_menu(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var lyon = await restpy.AsAsync("waiter@maison-lumiere.example");
        var (status, body) = await lyon.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", lines = new[] { Evening.Line(evening.Plain()) },
        });
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("DishNotOnMenu", body.GetProperty("code").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task Another_restaurants_order_is_as_if_it_did_not_exist(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var lyon = await restpy.AsAsync("manager@maison-lumiere.example");
        var theirs = await lyon.CommandAsync($"/api/v1/orders/{order}/cancel", new { reason = "mischief" });
        var nobodys = await lyon.CommandAsync(
            $"/api/v1/orders/{Guid.CreateVersion7()}/cancel", new { reason = "mischief" });
        Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
        Assert.Equal(nobodys.Body.ToString(), theirs.Body.ToString());
        Assert.True((await evening.OrderAsync(order)).IsOpen);
    }

    [Theory, OnBothDatabases]
    public async Task The_kitchen_may_not_take_orders(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        var (status, _) = await cook.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", lines = new[] { Evening.Line(evening.Plain()) },
        });
        Assert.Equal(HttpStatusCode.Forbidden, status);
    }
}
