using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.Billing.MumbaiDay;

namespace Restpy.IntegrationTests.Billing;

/// <summary>The figures of a day add up, whatever was sold, paid and credited.</summary>
public sealed class DayFiguresTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_dish_taken_back_counts_no_more_in_its_category(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
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
    public async Task Whatever_happens_in_a_day_its_report_adds_up(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
        {
            for (var seed = 1; seed <= 3; seed++)
            {
                await RandomDayAsync(restpy, who, new Random(seed * 7919));
                // A bill taken back leaves its order open.
                await restpy.Orders.EndAllAsync("spice-garden", "mumbai");
                var (status, body) = await CloseAsync(who);
                Assert.True(status == HttpStatusCode.OK, body.ToString());
                var id = body.GetProperty("zReportId").GetGuid();
                var z = await restpy.Product.InAsync("spice-garden", "mumbai",
                    s => s.GetRequiredService<RestpyDb>().Set<ZReport>().SingleAsync(r => r.Id == id));
                Check(JsonSerializer.Deserialize<DayFigures>(z.FiguresJson, PricedText.Json)!);
            }
        });
    }

    /// <summary>
    /// A dozen orders with discounts, tips, liquor, service charge, parts, credits and voids, all settled in the end.
    /// </summary>
    private static async Task RandomDayAsync(BillingRestaurant restpy, StaffClient who, Random random)
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
}
