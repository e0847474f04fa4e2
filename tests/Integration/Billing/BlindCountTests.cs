using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using Restpy.Floor.Contract.Questions;

namespace Restpy.IntegrationTests.Billing;

/// <summary>
/// The count at the end of the day, in Lyon: blind for the cashier, with a reason for what is missing.
/// </summary>
public sealed class BlindCountTests
{
    private const string Cashier = "cashier@maison-lumiere.example", Manager = "manager@maison-lumiere.example";

    [Theory, OnBothDatabases]
    public async Task A_cashiers_X_report_says_nothing_of_the_cash(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var cashier = await OpenAsync(restpy);
        var paper = (await cashier.PageAsync("/staff/day/x")).Body!.TextContent;
        Assert.DoesNotContain("123,45", paper);
        Assert.DoesNotContain(
            "123,45", (await cashier.PageAsync("/staff/day")).QuerySelector("live-region")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task A_managers_X_report_says_what_is_expected(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await OpenAsync(restpy);
        Assert.Contains("123,45", (await (await restpy.AsAsync(Manager)).PageAsync("/staff/day/x")).Body!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task A_difference_without_a_reason_is_refused_and_not_named(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var cashier = await OpenAsync(restpy);
        var (status, body) = await CloseAsync(cashier, null);
        Assert.Equal((HttpStatusCode.BadRequest, "VarianceNeedsReason"),
            (status, body.GetProperty("code").GetString()));
        Assert.DoesNotContain("123", body.GetProperty("title").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task The_reason_of_a_difference_stands_on_the_Z_report(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var cashier = await OpenAsync(restpy);
        var (_, body) = await CloseAsync(cashier, "Coins fell behind the till");
        Assert.Contains("Coins fell behind the till",
            (await cashier.PageAsync(body.GetProperty("url").GetString()!)).Body!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task The_reason_of_a_difference_stands_in_the_log(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await CloseAsync(await OpenAsync(restpy), "Coins fell behind the till");
        var entry = await restpy.InAsync("maison-lumiere", "lyon",
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking()
            .SingleAsync(e => e.Action == "billing.day-closed"));
        Assert.Equal("Coins fell behind the till", entry.Reason);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_counted_does_not_close_the_day(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var cashier = await OpenAsync(restpy);
        using var refused = await cashier.SubmitAsync(
            await cashier.PageAsync("/staff/day/close"), "form[data-count]", [], "/staff/day/close");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Open_orders_are_linked_before_anything_is_counted(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var cashier = await OpenAsync(restpy);
        var seated = await cashier.CommandAsync("/api/v1/orders/seat", new
        {
            tableId = await TableAsync(restpy), covers = 2,
        });
        Assert.Equal(HttpStatusCode.OK, seated.Status);
        var page = await cashier.PageAsync("/staff/day/close");
        Assert.NotNull(page.QuerySelector("[data-checks] a[href^='/staff/pad?table=']"));
        Assert.Null(page.QuerySelector("form[data-count]"));
    }

    [Theory, OnBothDatabases]
    public async Task A_drawer_that_opened_by_itself_takes_its_float_once(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var cashier = await restpy.AsAsync(Cashier);
        Assert.Equal(HttpStatusCode.OK,
            (await cashier.CommandAsync("/api/v1/day/open", new { floatMinor = 0 })).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await cashier.CommandAsync("/api/v1/day/open", new { floatMinor = 5_000 })).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await cashier.CommandAsync("/api/v1/day/open", new { floatMinor = 6_000 })).Status);
    }

    private static async Task<StaffClient> OpenAsync(TestProduct restpy)
    {
        var cashier = await restpy.AsAsync(Cashier);
        await cashier.CommandAsync("/api/v1/day/open", new { floatMinor = 12_345 });
        return cashier;
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> CloseAsync(StaffClient who, string? reason) =>
        who.CommandAsync("/api/v1/day/close", new
        {
            counts = new[] { new { denominationMinor = 1_000, pieces = 1 } }, reason,
        });

    private static Task<Guid> TableAsync(TestProduct restpy) =>
        restpy.InAsync("maison-lumiere", "lyon",
            async s => (await s.GetRequiredService<Tables>().OfBranchAsync(default))[0].Id);
}
