using System.Net;
using System.Text.Json;
using Restpy.Ordering.Contract;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>Splitting bills, as the tests of it need it.</summary>
internal static class Splits
{
    public static object Dishes(params (BillableLine Line, int Quantity)[] dishes) => new
    {
        dishes = dishes.Select(d => new { lineId = d.Line.LineId, quantity = d.Quantity }),
    };

    public static async Task<IReadOnlyList<Guid>> SplitAsync(StaffClient who, Guid bill, object how) =>
        [.. (await OkAsync(who, $"/api/v1/bills/{bill}/split", how)).GetProperty("parts").EnumerateArray()
            .Select(p => p.GetGuid())];

    public static async Task<JsonElement> OkAsync(StaffClient who, string url, object body)
    {
        var (status, answer) = await who.CommandAsync(url, body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    public static async Task<long> DueAsync(StaffClient who, Guid bill) =>
        (await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64();

    public static async Task<long> SumAsync(StaffClient who, IEnumerable<Guid> bills)
    {
        long sum = 0;
        foreach (var bill in bills) sum += await DueAsync(who, bill);
        return sum;
    }

    public static async Task<long> PaidAsync(StaffClient who, IEnumerable<Guid> bills)
    {
        long sum = 0;
        foreach (var bill in bills) sum += (await SeeAsync(who, bill)).GetProperty("paidMinor").GetInt64();
        return sum;
    }
}
