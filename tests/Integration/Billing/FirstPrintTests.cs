using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A bill that was settled before anybody printed it.</summary>
public sealed class FirstPrintTests(BillingRestaurants products)
{
    [Theory, OnBothDatabases]
    public async Task A_waiter_prints_the_original_of_a_bill_settled_without_paper(DatabaseKind kind)
    {
        var (restpy, bill) = await SettledAsync(kind);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        using var printed = await waiter.SubmitAsync(
            await waiter.PageAsync($"/staff/bills/{bill}"), "form[action$='/issue']");
        Assert.DoesNotContain(
            "DUPLICATE", (await waiter.PageAsync(printed.Headers.Location!.ToString())).Body!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task A_look_before_the_first_print_is_a_preview_and_no_duplicate(DatabaseKind kind)
    {
        var (restpy, bill) = await SettledAsync(kind);
        var paper = (await (await restpy.AsAsync("waiter@spice-garden.example"))
            .PageAsync($"/staff/bills/{bill}/print")).Body!.TextContent;
        Assert.Contains("PREVIEW", paper);
        Assert.DoesNotContain("DUPLICATE", paper);
    }

    [Theory, OnBothDatabases]
    public async Task The_first_paper_is_logged_as_printed_by_whatever_button(DatabaseKind kind)
    {
        var (restpy, bill) = await SettledAsync(kind);
        await (await restpy.AsAsync("cashier@spice-garden.example"))
            .CommandAsync($"/api/v1/bills/{bill}/reprint", new { });
        var acts = await restpy.Product.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking().Where(e => e.ObjectId == bill)
            .Select(e => e.Action).ToListAsync());
        Assert.Contains("billing.bill-printed", acts);
        Assert.DoesNotContain("billing.bill-reprinted", acts);
    }

    private async Task<(BillingRestaurant Product, Guid Bill)> SettledAsync(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
        await PayAsync(waiter, bill, "Cash", (await SeeAsync(waiter, bill)).GetProperty("dueMinor").GetInt64());
        return (restpy, bill);
    }
}
