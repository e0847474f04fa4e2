using System.Text.Json;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.Billing.Splits;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Two people at one table, at once.</summary>
public sealed class SplitRaceTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task People_who_split_and_pay_at_once_lose_and_double_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (one, other) = (await restpy.AsAsync(Cashier), await restpy.AsAsync(Manager));
        for (var round = 0; round < 6; round++)
        {
            var order = await restpy.OrderAsync("300", "301");
            var bill = await restpy.OpenAsync(one, order);
            var whole = await DueAsync(one, bill);
            await Task.WhenAll(
                one.CommandAsync($"/api/v1/bills/{bill}/split", new { ways = 2 }),
                other.CommandAsync($"/api/v1/bills/{bill}/split", new { ways = 3 }),
                other.CommandAsync($"/api/v1/bills/{bill}/settle", new
                {
                    tenders = new[] { new { kind = "Card", amountMinor = whole } },
                }));
            var parts = (await SeeAsync(one, bill)).GetProperty("parts").EnumerateArray().Select(p => p.GetGuid())
                .Append(bill).Distinct().ToArray();
            await Task.WhenAll(parts.SelectMany(part => new[] { one, other }.Select(async who =>
            {
                var due = await DueAsync(who, part);
                if (due > 0) await PayAsync(who, part, "Card", due);
            })));
            Assert.Equal(whole, await PaidAsync(one, parts));
            Assert.Equal(1, await restpy.Orders.TimesPaidAsync(order));
        }
    }
}
