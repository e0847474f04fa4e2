using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Platform.Data;
using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingHouse;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Days at the till. They run in Mumbai, where other tests wait their turn.</summary>
public sealed class DayTests(BillingHouses products)
{
    private const string Mumbai = "manager.mumbai@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task The_drawer_is_counted_against_what_should_be_in_it(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            Assert.Equal(HttpStatusCode.OK,
                (await who.CommandAsync("/api/v1/day/open", new { floatMinor = 200_000 })).Status);
            Assert.Equal(HttpStatusCode.Conflict,
                (await who.CommandAsync("/api/v1/day/open", new { floatMinor = 1 })).Status);
            var bill = await restpy.OpenAsync(who, await restpy.OrderAtAsync("spice-garden", "mumbai", "100"));
            await PayAsync(who, bill, "Cash", 50_000);
            var card = await restpy.OpenAsync(who, await restpy.OrderAtAsync("spice-garden", "mumbai", "200"));
            await PayAsync(who, card, "Card", 21_000, "1111");
            async Task<HttpStatusCode> MoveAsync(string move, long amount, string reason) =>
                (await who.CommandAsync("/api/v1/day/cash", new { kind = move, amountMinor = amount, reason })).Status;
            Assert.Equal(HttpStatusCode.OK, await MoveAsync("PayIn", 5_000, "Coins from the bank"));
            Assert.Equal(HttpStatusCode.OK, await MoveAsync("PayOut", 3_000, "Milk"));
            Assert.Equal(HttpStatusCode.OK, await MoveAsync("Drop", 100_000, "To the safe"));
            Assert.Equal(HttpStatusCode.BadRequest, await MoveAsync("Drop", 1_000_000, "More than there is"));
            Assert.Equal(HttpStatusCode.BadRequest, await MoveAsync("PayOut", 0, "Nothing"));
            Assert.Equal(HttpStatusCode.BadRequest, await MoveAsync("PayOut", 100, ""));
            Assert.Equal(HttpStatusCode.BadRequest, await MoveAsync("PayOut", -100, "Backwards"));

            // Float 2000 + 105 of the cash bill + 50 − 30 − 1000 = 1125; counted 1120.
            var (status, body) = await who.CommandAsync("/api/v1/day/close", new
            {
                counts = new[] { new { denominationMinor = 50_000, pieces = 2 },
                    new { denominationMinor = 2_000, pieces = 6 } }, reason = "Change given wrong",
            });
            Assert.True(status == HttpStatusCode.OK, body.ToString());
            Assert.Equal(112_500, body.GetProperty("expectedMinor").GetInt64());
            Assert.Equal(112_000, body.GetProperty("countedMinor").GetInt64());
            Assert.Equal(-500, body.GetProperty("varianceMinor").GetInt64());
            var page = await who.PageAsync(body.GetProperty("url").GetString() + "?size=a4");
            Assert.Contains("1,125.00", page.Body!.TextContent);
            Assert.Equal(HttpStatusCode.Conflict,
                (await who.CommandAsync("/api/v1/day/close", new { counts = Array.Empty<object>() })).Status);
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_dish_taken_back_counts_no_more_in_its_category(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 100_000 });
            var bill = await restpy.OpenAsync(who, await restpy.OrderAtAsync("spice-garden", "mumbai", "4*100"));
            await restpy.PrintAsync(who, bill);
            await PayAsync(who, bill, "Cash", 42_000);
            var line = (await SeeAsync(who, bill)).GetProperty("lines").EnumerateArray().First().GetProperty("id")
                .GetGuid();
            var credit = new
            {
                lines = new[] { new { lineId = line, units = 1 } }, reason = "Sent back", refundKind = "Cash",
            };
            var (credited, answer) = await who.CommandAsync($"/api/v1/bills/{bill}/credit-notes", credit);
            Assert.True(credited == HttpStatusCode.OK, answer.ToString());
            var (_, closed) = await CloseAsync(who);
            var page = await who.PageAsync(closed.GetProperty("url").GetString()!);
            var table = page.QuerySelectorAll("table")
                .Single(t => t.QuerySelector("caption")?.TextContent == "Categories, less credits");
            Assert.Equal(["3", "300.00"], table.QuerySelectorAll("tbody td").Select(c => c.TextContent));
        });
    }

    [Theory, OnBothDatabases]
    public async Task The_day_does_not_close_over_open_bills_or_orders_and_names_them(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            var order = await restpy.MakeOrderAsync(
                "spice-garden", "mumbai", o => o with { Label = new(OrderLabel.Table, "77") }, "100");
            var bill = await restpy.OpenAsync(who, order.OrderId);
            var (status, body) = await CloseAsync(who);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("Table 77", body.GetProperty("title").GetString());
            await restpy.PrintAsync(who, bill);
            await PayAsync(who, bill, "Cash", 5_000);
            Assert.Equal(HttpStatusCode.Conflict, (await CloseAsync(who)).Status);
            await PayAsync(who, bill, "Cash", 5_500);
            restpy.Orders.States[order.OrderId] = "open-for-day";
            (status, body) = await CloseAsync(who);
            Assert.Equal("DayHasOpenOrders", body.GetProperty("code").GetString());
            Assert.Contains("Table 77", body.GetProperty("title").GetString());
            restpy.Orders.States[order.OrderId] = "paid";
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
        });
    }

    [Theory, OnBothDatabases]
    public async Task What_has_begun_on_the_next_business_date_does_not_hold_up_the_last(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            var tomorrow = await restpy.MakeOrderAsync(
                "spice-garden", "mumbai", o => o with { BusinessDate = o.BusinessDate.AddDays(1) }, "100");
            restpy.Orders.States[tomorrow.OrderId] = "open-for-day";
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
            // On its own date it does.
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            restpy.Orders.Change(tomorrow.OrderId, o => o with { BusinessDate = o.BusinessDate.AddDays(-1) });
            Assert.Equal("DayHasOpenOrders", (await CloseAsync(who)).Body.GetProperty("code").GetString());
            restpy.Orders.States[tomorrow.OrderId] = "paid";
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_keeps_its_own_day_open_and_no_day_before(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            var id = await restpy.OpenAsync(who, await restpy.OrderAtAsync("spice-garden", "mumbai", "100"));
            await restpy.House.InAsync("spice-garden", "mumbai", async s =>
            {
                var db = s.GetRequiredService<RestpyDb>();
                var bill = await db.Set<Bill>().AsNoTracking().SingleAsync(b => b.Id == id);
                Assert.Empty(await db.OpenBills(bill.BranchId, bill.BusinessDate.AddDays(-1)).ToListAsync());
                foreach (var day in new[] { bill.BusinessDate, bill.BusinessDate.AddDays(1) })
                    Assert.Equal([id], await db.OpenBills(bill.BranchId, day).Select(b => b.Id).ToListAsync());
                return 0;
            });
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            Assert.Equal("DayHasOpenBills", (await CloseAsync(who)).Body.GetProperty("code").GetString());
        });
    }

    [Theory, OnBothDatabases]
    public async Task Z_numbers_have_no_gap_and_each_report_seals_the_one_before(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            for (var day = 0; day < 3; day++)
            {
                await who.CommandAsync("/api/v1/day/open", new { floatMinor = 10_000 });
                Assert.Equal(HttpStatusCode.BadRequest, (await who.CommandAsync("/api/v1/day/close", new
                {
                    counts = new[] { new { denominationMinor = 12_345, pieces = 1 } },
                })).Status);
                Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
            }
            var reports = await restpy.House.InAsync("spice-garden", "mumbai",
                s => s.GetRequiredService<RestpyDb>().Set<ZReport>().OrderBy(z => z.Number).ToListAsync());
            Assert.Equal(Enumerable.Range(1, reports.Count).Select(n => (long)n), reports.Select(z => z.Number));
            var before = "";
            foreach (var z in reports)
            {
                Assert.Equal(ZReport.HashOf(before, z.Number, z.FiguresJson), z.Hash);
                before = z.Hash;
            }
        });
    }

    [Theory, OnBothDatabases]
    public async Task Bad_counts_are_refused(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (_, who) =>
        {
            await who.CommandAsync("/api/v1/day/open", new { floatMinor = 0 });
            Assert.Equal(HttpStatusCode.BadRequest,
                (await who.CommandAsync("/api/v1/day/open", new { floatMinor = -1 })).Status);
            foreach (var counts in new object?[]
            {
                null, new[] { new { denominationMinor = 100, pieces = -1 } },
                new[] { new { denominationMinor = 100, pieces = 1 }, new { denominationMinor = 100, pieces = 2 } },
                new[] { new { denominationMinor = 0, pieces = 1 } }, new[] { new
                {
                    denominationMinor = 100, pieces = int.MaxValue,
                } }, "many",
            })
                Assert.Equal(HttpStatusCode.BadRequest,
                    (await who.CommandAsync("/api/v1/day/close", new { counts })).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await who.CommandAsync("/api/v1/day/close", new
            {
                branchId = Guid.NewGuid(), counts = Array.Empty<object>(),
            })).Status);
            Assert.Equal(HttpStatusCode.OK, (await CloseAsync(who)).Status);
        });
    }

    [Theory, OnBothDatabases]
    public async Task Whatever_happens_in_a_day_its_report_adds_up(DatabaseKind kind)
    {
        await InTurnAsync(kind, async (restpy, who) =>
        {
            for (var seed = 1; seed <= 3; seed++)
            {
                await RandomDayAsync(restpy, who, new Random(seed * 7919));
                var (status, body) = await CloseAsync(who);
                Assert.True(status == HttpStatusCode.OK, body.ToString());
                var id = body.GetProperty("zReportId").GetGuid();
                var z = await restpy.House.InAsync("spice-garden", "mumbai",
                    s => s.GetRequiredService<RestpyDb>().Set<ZReport>().SingleAsync(r => r.Id == id));
                Check(JsonSerializer.Deserialize<DayFigures>(z.FiguresJson, PricedText.Json)!);
            }
        });
    }

    /// <summary>
    /// A dozen orders with discounts, tips, liquor, service charge, parts, credits and voids, all settled in the end.
    /// </summary>
    private static async Task RandomDayAsync(BillingHouse restpy, StaffClient who, Random random)
    {
        for (var i = 0; i < 12; i++)
        {
            string[] dishes = [.. Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => $"{(random.Next(4) == 0 ? "alcohol:" : "")}{random.Next(1, 4)}*{random.Next(20, 900)}")];
            var order = await restpy.MakeOrderAsync("spice-garden", "mumbai", o => o, dishes);
            var bill = await restpy.OpenAsync(who, order.OrderId);
            string url = $"/api/v1/bills/{bill}";
            if (random.Next(3) == 0)
                await who.CommandAsync($"{url}/discounts", new
                {
                    percent = random.Next(1, 50), amountMinor = 0, reason = "Random day",
                });
            if (random.Next(4) == 0)
                await who.CommandAsync($"{url}/complimentary", new
                {
                    lineId = order.Lines[0].LineId, complimentary = true, reason = "Random day",
                });
            if (random.Next(3) == 0) await who.CommandAsync($"{url}/service-charge", new { wanted = true });
            if (random.Next(3) == 0) await who.CommandAsync($"{url}/tip", new { tipMinor = random.Next(1, 50) * 100 });
            if (random.Next(6) == 0)
            {
                await who.CommandAsync($"{url}/void", new { reason = "Random day" });
                continue;
            }
            await restpy.PrintAsync(who, bill);
            if (random.Next(6) == 0)
                await who.CommandAsync($"{url}/credit-notes", new { all = true, reason = "Random day" });
            while ((await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64() is > 0 and var due)
            {
                var part = random.Next(2) == 0 ? due : Math.Max(1, due / 2);
                await PayAsync(who, bill, new[] { "Cash", "Upi", "Card" }[random.Next(3)], part);
            }
            if (random.Next(3) == 0)
            {
                var line = (await SeeAsync(who, bill)).GetProperty("lines").EnumerateArray().First().GetProperty("id")
                    .GetGuid();
                await who.CommandAsync($"{url}/credit-notes", new
                {
                    lines = new[] { new { lineId = line, units = 1 } }, reason = "Random day",
                    refundKind = random.Next(2) == 0 ? "Cash" : "Upi",
                });
            }
        }
    }

    private static void Check(DayFigures f)
    {
        Assert.Equal(f.PayableMinor, f.TaxableMinor + f.TaxMinor + f.RoundOffMinor);
        Assert.Equal(f.TaxableMinor, f.GrossMinor - f.ComplimentaryMinor - f.LineDiscountMinor - f.BillDiscountMinor);
        Assert.Equal(f.TaxableMinor, f.Taxes.Where(t => t.First).Sum(t => t.TaxableMinor));
        Assert.Equal(f.TaxMinor, f.Taxes.Sum(t => t.AmountMinor));
        Assert.Equal(f.TaxableMinor, f.Categories.Sum(c => c.TaxableMinor));
        Assert.Equal(f.Credits.TaxableMinor, f.Taxes.Where(t => t.First).Sum(t => t.CreditedTaxableMinor));
        Assert.Equal(f.Credits.TaxMinor, f.Taxes.Sum(t => t.CreditedAmountMinor));
        Assert.Equal(f.Credits.TaxableMinor, f.Categories.Sum(c => c.CreditedMinor));
        Assert.Equal(f.Credits.CreditMinor, f.Credits.TaxableMinor + f.Credits.TaxMinor + f.Credits.RoundOffMinor);
        Assert.Equal(f.PayableMinor + f.TipMinor - f.Credits.CreditMinor, f.TakenMinor);
        Assert.Equal(f.Bills, f.Documents.Where(d => !d.CreditNotes).Sum(d => d.Count));
        Assert.Equal(f.Credits.Notes, f.Documents.Where(d => d.CreditNotes).Sum(d => d.Count));
        var cash = f.Tenders.FirstOrDefault(t => t.Kind == TenderKind.Cash);
        Assert.Equal(f.Drawer.FloatMinor + (cash?.PaidMinor ?? 0) - (cash?.RefundedMinor ?? 0)
            + f.Drawer.PaidInMinor - f.Drawer.PaidOutMinor - f.Drawer.DroppedMinor, f.Drawer.ExpectedMinor);
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> CloseAsync(StaffClient who) =>
        who.CommandAsync("/api/v1/day/close", new { counts = Array.Empty<object>(), reason = "Nobody counted" });

    /// <summary>One day at a time, begun with the drawer shut.</summary>
    private async Task InTurnAsync(DatabaseKind kind, Func<BillingHouse, StaffClient, Task> day)
    {
        var restpy = await products.OnAsync(kind);
        var who = await restpy.AsAsync(Mumbai);
        await restpy.MumbaiTurn.WaitAsync();
        try
        {
            await SettleEverythingAsync(restpy, who);
            await CloseAsync(who);
            await day(restpy, who);
        }
        finally
        {
            restpy.MumbaiTurn.Release();
        }
    }

    private static async Task SettleEverythingAsync(BillingHouse restpy, StaffClient who)
    {
        var open = await restpy.House.InAsync(
            "spice-garden", "mumbai", s => s.GetRequiredService<RestpyDb>().Set<Bill>()
            .Where(b => b.State == BillState.Open || b.State == BillState.Printed || b.State == BillState.PartPaid)
            .Select(b => b.Id).ToListAsync());
        foreach (var bill in open)
        {
            var due = (await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64();
            await PayAsync(who, bill, "Cash", due);
        }
    }
}
