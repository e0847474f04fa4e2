using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

public sealed class SettleTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task Cash_gives_change_and_the_order_is_told_once(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("100");
        var bill = await restpy.OpenAsync(cashier, order);
        var (status, body) = await PayAsync(cashier, bill, "Cash", 20_000);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(9_500, body.GetProperty("changeMinor").GetInt64());
        Assert.Equal(10_500, body.GetProperty("takenMinor").GetInt64());
        Assert.Equal("Paid", body.GetProperty("state").GetString());
        Assert.Equal(1, await restpy.Orders.TimesPaidAsync(order));
        Assert.NotEqual("", body.GetProperty("number").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task Several_tenders_pay_one_bill_and_change_comes_from_cash_alone(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("1000"));
        object Tenders(params object[] tenders) => new { tenders };
        Assert.Equal(HttpStatusCode.BadRequest, (await cashier.CommandAsync($"/api/v1/bills/{bill}/settle", Tenders(new
        {
            kind = "Card", amountMinor = 105_001, reference = "1111",
        }))).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await cashier.CommandAsync($"/api/v1/bills/{bill}/settle",
                Tenders(new { kind = "Upi", amountMinor = 100_000 }, new { kind = "Card", amountMinor = 5_001 })))
                .Status);
        Assert.Equal("Open", (await SeeAsync(cashier, bill)).GetProperty("state").GetString());
        // Cash named first is still counted last: only what the card leaves is taken of it.
        var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/settle",
            Tenders(new { kind = "Cash", amountMinor = 50_000 }, new
            {
                kind = "Card", amountMinor = 80_000, reference = "APPR 004321",
            }));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(25_000, body.GetProperty("changeMinor").GetInt64());
        var view = await SeeAsync(cashier, bill);
        Assert.Equal(105_000, view.GetProperty("paidMinor").GetInt64());
        Assert.Equal(2, view.GetProperty("tenders").GetArrayLength());
    }

    [Theory, OnBothDatabases]
    public async Task A_part_payment_leaves_the_rest_due(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("1000");
        var bill = await restpy.OpenAsync(cashier, order);
        var (_, first) = await PayAsync(cashier, bill, "Upi", 60_000, "431823774211");
        Assert.Equal("PartPaid", first.GetProperty("state").GetString());
        Assert.Equal(45_000, first.GetProperty("dueMinor").GetInt64());
        Assert.Equal(0, await restpy.Orders.TimesPaidAsync(order));
        var (_, second) = await PayAsync(cashier, bill, "Cash", 45_000);
        Assert.Equal("Paid", second.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await PayAsync(cashier, bill, "Cash", 100)).Status);
    }

    [Theory, OnBothDatabases]
    public async Task What_cannot_be_a_payment_is_refused_and_changes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("1000"));
        var bad = new (object Body, string Why)[]
        {
            (new { }, "no tenders"),
            (new { tenders = Array.Empty<object>() }, "empty tenders"),
            (new { tenders = new object?[] { null } }, "null tender"),
            (new { tenders = new[] { new { kind = "Cash", amountMinor = 0L } } }, "zero"),
            (new { tenders = new[] { new { kind = "Cash", amountMinor = -5L } } }, "negative"),
            (new { tenders = new[] { new { kind = "Cash", amountMinor = long.MaxValue } } }, "huge"),
            (new { tenders = new[] { new { kind = "Cash", amountMinor = "a lot" } } }, "words"),
            (new { tenders = new[] { new { kind = "Cash", amountMinor = 10.5 } } }, "half a paisa"),
            (new { tenders = new[] { new { kind = "Gold", amountMinor = 100L } } }, "unknown kind"),
            (new
            {
                tenders = new[] { new { kind = "Card", amountMinor = 100L, reference = "4111 1111 1111 1111" } },
            }, "card number"),
            (new
            {
                tenders = new[] { new { kind = "Upi", amountMinor = 100L, reference = new string('x', 41) } },
            }, "long reference"),
            (new { tenders = Enumerable.Repeat(new { kind = "Cash", amountMinor = 100L }, 11) }, "eleven tenders"),
            (new { tenders = new[] { new { kind = 7, amountMinor = 100L } } }, "kind by number"),
        };
        foreach (var (body, why) in bad)
        {
            var (status, answer) = await cashier.CommandAsync($"/api/v1/bills/{bill}/settle", body);
            Assert.True(status == HttpStatusCode.BadRequest, $"{why}: {status} {answer}");
        }
        var view = await SeeAsync(cashier, bill);
        Assert.Equal("Open", view.GetProperty("state").GetString());
        Assert.Equal(0, view.GetProperty("paidMinor").GetInt64());
    }

    [Theory, OnBothDatabases]
    public async Task A_repeated_command_gets_the_first_answer_and_takes_nothing_more(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("1000"));
        var command = new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = 200_000L } }, commandId = Guid.CreateVersion7(),
        };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => cashier.CommandAsync($"/api/v1/bills/{bill}/settle", command)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Body.ToString()).Distinct());
        Assert.Equal(1, (await SeeAsync(cashier, bill)).GetProperty("tenders").GetArrayLength());
        var other = await cashier.CommandAsync($"/api/v1/bills/{bill}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = 1L } }, command.commandId,
        });
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        var without = await cashier.CommandAsync(
            $"/api/v1/bills/{bill}/settle", new { command.tenders, commandId = Guid.Empty });
        Assert.Equal(HttpStatusCode.BadRequest, without.Status);
    }

    [Theory, OnBothDatabases]
    public async Task Two_people_settling_one_bill_take_one_payment(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (cashier, waiter) = (await restpy.AsAsync(Cashier), await restpy.AsAsync(Waiter));
        var order = await restpy.OrderAsync("1000");
        var bill = await restpy.OpenAsync(cashier, order);
        var answers = await Task.WhenAll(PayAsync(cashier, bill, "Cash", 105_000),
            PayAsync(waiter, bill, "Upi", 105_000), PayAsync(cashier, bill, "Card", 105_000));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK),
            a => Assert.Equal(HttpStatusCode.Conflict, a.Status));
        var view = await SeeAsync(cashier, bill);
        Assert.Equal(105_000, view.GetProperty("paidMinor").GetInt64());
        Assert.Equal(1, view.GetProperty("tenders").GetArrayLength());
        Assert.Equal(1, await restpy.Orders.TimesPaidAsync(order));
    }

    [Theory, OnBothDatabases]
    public async Task A_screen_that_shows_an_old_amount_takes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.OrderAsync("1000");
        var bill = await restpy.OpenAsync(cashier, order);
        await restpy.Orders.AddAsync(order, Line("200"));
        var (status, body) = await cashier.CommandAsync($"/api/v1/bills/{bill}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = 105_000L } }, dueMinor = 105_000L,
        });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("AmountChanged", body.GetProperty("code").GetString());
        Assert.Equal("Open", (await SeeAsync(cashier, bill)).GetProperty("state").GetString());
    }
}
