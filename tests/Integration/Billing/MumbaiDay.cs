using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A day at the till in Mumbai, one test at a time.</summary>
internal static class MumbaiDay
{
    private const string Mumbai = "manager.mumbai@spice-garden.example";

    public static Task<(HttpStatusCode Status, JsonElement Body)> CloseAsync(StaffClient who) =>
        who.CommandAsync("/api/v1/day/close", new { counts = Array.Empty<object>(), reason = "Nobody counted" });

    /// <summary>One day at a time, begun with the drawer shut.</summary>
    public static async Task InTurnAsync(
        BillingRestaurants products, DatabaseKind kind, Func<BillingRestaurant, StaffClient, Task> day)
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

    private static async Task SettleEverythingAsync(BillingRestaurant restpy, StaffClient who)
    {
        var open = await restpy.Product.InAsync(
            "spice-garden", "mumbai", s => s.GetRequiredService<RestpyDb>().Set<Bill>()
            .Where(b => b.State == BillState.Open || b.State == BillState.Printed || b.State == BillState.PartPaid)
            .Select(b => b.Id).ToListAsync());
        foreach (var bill in open)
        {
            var due = (await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64();
            await PayAsync(who, bill, "Cash", due);
        }
        await restpy.Orders.EndAllAsync("spice-garden", "mumbai");
    }
}
