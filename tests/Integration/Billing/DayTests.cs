using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Drawer;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.Billing.MumbaiDay;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Days at the till. They run in Mumbai, where other tests wait their turn.</summary>
public sealed class DayTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task The_drawer_is_counted_against_what_should_be_in_it(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
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
    public async Task Z_numbers_have_no_gap_and_each_report_seals_the_one_before(DatabaseKind kind)
    {
        await InTurnAsync(products, kind, async (restpy, who) =>
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
            var reports = await restpy.Product.InAsync("spice-garden", "mumbai",
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
        await InTurnAsync(products, kind, async (_, who) =>
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
}
