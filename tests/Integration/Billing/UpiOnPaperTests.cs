using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;
using Restpy.IntegrationTests.Floor;
using Restpy.IntegrationTests.Opening;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;

namespace Restpy.IntegrationTests.Billing;

/// <summary>
/// The code on an unpaid Indian bill by which a guest pays it: which bills carry it, and what it says.
/// </summary>
public sealed class UpiOnPaperTests
{
    private const string UpiId = "spice.garden@okbank";

    [Theory, OnBothDatabases]
    public async Task An_unpaid_bill_carries_the_code_on_every_paper(DatabaseKind kind)
    {
        await using var restpy = await WithUpiAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, number) = await PrintedAsync(restpy, cashier);
        foreach (var size in new[] { "58", "80", "a4" })
        {
            var code = (await cashier.PageAsync($"/staff/bills/{bill}/print?size={size}&copy=1"))
                .QuerySelector(".upi")!;
            SheetTests.AssertDraws(
                $"upi://pay?pa={UpiId}&pn=Spice%20Garden&am=525.00&cu=INR&tn={Uri.EscapeDataString(number)}",
                code.QuerySelector("path")!.GetAttribute("d")!, QRCodeGenerator.ECCLevel.M);
            Assert.Equal("Scan to pay by UPI₹525.00", code.QuerySelector("p")!.TextContent);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_part_paid_bill_asks_for_what_is_still_due(DatabaseKind kind)
    {
        await using var restpy = await WithUpiAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, _) = await PrintedAsync(restpy, cashier);
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(cashier, bill, "Cash", 200_00)).Status);
        Assert.EndsWith("₹325.00", (await CodeAsync(cashier, bill))!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_paid_bill_carries_no_code(DatabaseKind kind)
    {
        await using var restpy = await WithUpiAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var (bill, _) = await PrintedAsync(restpy, cashier);
        Assert.Equal(HttpStatusCode.OK, (await PayAsync(cashier, bill, "Cash", 525_00)).Status);
        Assert.Null(await CodeAsync(cashier, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_void_bill_carries_no_code(DatabaseKind kind)
    {
        await using var restpy = await WithUpiAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var (bill, _) = await PrintedAsync(restpy, manager);
        var (status, body) = await manager.CommandAsync(
            $"/api/v1/bills/{bill}/credit-notes", new { all = true, reason = "Wrong table" });
        Assert.Equal((HttpStatusCode.OK, "Void"), (status, body.GetProperty("billState").GetString()));
        Assert.Null(await CodeAsync(manager, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_bill_with_a_credit_note_carries_no_code(DatabaseKind kind)
    {
        await using var restpy = await WithUpiAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var (bill, _) = await PrintedAsync(restpy, manager, "300", "200");
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        var (status, body) = await manager.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
        {
            lines = new[] { new { lineId = line, units = 1 } }, reason = "Sent back",
        });
        Assert.Equal((HttpStatusCode.OK, "Printed"), (status, body.GetProperty("billState").GetString()));
        Assert.Null(await CodeAsync(manager, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_training_bill_carries_no_code(DatabaseKind kind)
    {
        await using var restpy = await WithUpiAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        var order = await restpy.MakeOrderAsync("spice-garden", "bengaluru", o => o with
        {
            Label = new(OrderLabel.Training, "1"),
            Channel = OrderLabel.Training,
        }, "500");
        var bill = await restpy.OpenAsync(cashier, order.OrderId);
        Assert.StartsWith("TRAIN", await restpy.PrintAsync(cashier, bill), StringComparison.Ordinal);
        Assert.Null(await CodeAsync(cashier, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_without_a_upi_id_prints_no_code(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        Assert.Null(await CodeAsync(cashier, (await PrintedAsync(restpy, cashier)).Bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_that_takes_no_upi_prints_no_code(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        await SetAsync(restpy, "spice-garden", "bengaluru", TenderChoice.Cash);
        var cashier = await restpy.AsAsync(Cashier);
        Assert.Null(await CodeAsync(cashier, (await PrintedAsync(restpy, cashier)).Bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_french_bill_carries_no_code(DatabaseKind kind)
    {
        await using var restpy = await StartAsync(kind);
        await SetAsync(restpy, "maison-lumiere", "lyon", TenderChoice.Cash, TenderChoice.Upi);
        var cashier = await restpy.AsAsync(FrenchCashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAtAsync("maison-lumiere", "lyon", "20"));
        await restpy.PrintAsync(cashier, bill);
        Assert.Null(await CodeAsync(cashier, bill));
    }

    private static async Task<IElement?> CodeAsync(StaffClient who, Guid bill) =>
        (await who.PageAsync($"/staff/bills/{bill}/print?copy=1")).QuerySelector(".upi");

    private static async Task<(Guid Bill, string Number)> PrintedAsync(
        BillingRestaurant restpy, StaffClient who, params string[] dishes)
    {
        var bill = await restpy.OpenAsync(who, await restpy.OrderAsync(dishes.Length > 0 ? dishes : ["500"]));
        return (bill, await restpy.PrintAsync(who, bill));
    }

    /// <summary>The owner gives the branch its UPI id, as its settings are.</summary>
    private static async Task<BillingRestaurant> WithUpiAsync(DatabaseKind kind)
    {
        var restpy = await StartAsync(kind);
        var branch = await Pages.BranchAsync(restpy.Product, "spice-garden", "bengaluru");
        await (await restpy.AsAsync(Owner))
            .SavedAsync($"/staff/settings/branches/{branch}/service", "main form.form", new() { ["UpiId"] = UpiId });
        return restpy;
    }

    /// <summary>What no form takes: an id where the branch takes no UPI, or stands in another country.</summary>
    private static Task SetAsync(BillingRestaurant restpy, string slug, string key, params string[] tenders) =>
        restpy.Product.InAsync(slug, key, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(default);
        var branch = await db.Set<Branch>().SingleAsync(b => b.Id == db.Scope.Branch);
        branch.Bill(null, "", tenders, UpiId, numbersOnPrint: false);
        db.Act("tenancy.branch-service-changed", branch, branch.Name);
        await work.SaveAsync(Done.It, default);
        s.GetRequiredService<RestaurantDirectory>().Drop(db.Scope.Restaurant);
        return true;
    });
}
