using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A large refund needs a second person, who says yes to exactly what was asked, once.</summary>
public sealed class ApprovalTests
{
    [Theory, OnBothDatabases]
    public async Task A_large_refund_waits_for_somebody_else_and_is_then_given_once_with_both_names(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var bill = await SoldAsync(restpy, manager);
        var asked = await AskAsync(manager, bill);
        // Nothing happened yet; no number was taken.
        Assert.Empty(await NotesAsync(restpy, bill));
        Assert.Equal(0, (await SeeAsync(manager, bill)).GetProperty("creditedMinor").GetInt64());
        Assert.Equal(HttpStatusCode.Conflict, (await CreditAsync(manager, bill)).Status);
        // Whoever asked cannot agree, in whatever way they send it; who may not refund cannot either.
        Assert.Equal(HttpStatusCode.Forbidden, (await AnswerAsync(manager, asked, "Yes", restpy)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await AnswerAsync(await restpy.AsAsync(Cashier), asked, "Yes", restpy)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await AnswerAsync(await restpy.AsAsync("owner@maison-lumiere.example"), asked, "Yes", restpy)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await AnswerAsync(await restpy.AsAsync("manager.mumbai@spice-garden.example"), asked, "Yes", restpy))
            .StatusCode);
        Assert.Contains("₹6,300.00", (await owner.PageAsync("/staff/approvals")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal("1", (await owner.PageAsync("/staff/approvals?handler=Count")).Body!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(owner, asked, "Yes", restpy)).StatusCode);
        var note = Assert.Single(await NotesAsync(restpy, bill));
        Assert.Equal(("Vikram Shetty", "Anita Rao", 630_000L), (note.IssuedBy, note.ApprovedBy, note.RefundMinor));
        Assert.Contains("Anita Rao",
            (await owner.PageAsync($"/staff/bills/credit-notes/{note.Id}/print")).Body!.TextContent,
            StringComparison.Ordinal);
        var entry = await restpy.Product.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .SingleAsync(e => e.Action == "billing.credit-note-issued"));
        Assert.Equal(("Anita Rao", "Asked by Vikram Shetty (manager)"), (entry.PersonName, entry.Remark));
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(owner, asked, "Yes", restpy)).StatusCode);
        Assert.Single(await NotesAsync(restpy, bill));
        Assert.Equal("", (await owner.PageAsync("/staff/approvals?handler=Count")).Body!.TextContent.Trim());
    }

    [Theory, OnBothDatabases]
    public async Task Many_small_refunds_of_one_bill_count_together(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var (bill, _) = await restpy.SellAsync(manager, "4*1500");
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        var waits = new List<bool>();
        for (var i = 0; i < 4; i++)
        {
            var (status, body) = await manager.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
            {
                lines = new[] { new { lineId = line, units = 1 } }, reason = "Sent back", refundKind = "Cash",
            });
            Assert.True(status == HttpStatusCode.OK, body.ToString());
            waits.Add(body.GetProperty("approvalId").ValueKind == JsonValueKind.String);
        }
        // 1,575 each: the fourth passes 5,000.
        Assert.Equal([false, false, false, true], waits);
    }

    [Theory, OnBothDatabases]
    public async Task A_refusal_needs_a_reason_and_an_answer_comes_in_time_or_not_at_all(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var bill = await SoldAsync(restpy, manager);
        var asked = await AskAsync(manager, bill);
        Assert.Equal(HttpStatusCode.BadRequest, (await AnswerAsync(owner, asked, "No", restpy)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await AnswerAsync(owner, asked, "No", restpy, "No complaint was made")).StatusCode);
        Assert.Contains("No complaint was made", (await manager.PageAsync("/staff/approvals")).Body!.TextContent,
            StringComparison.Ordinal);
        var second = await AskAsync(manager, bill);
        restpy.Product.Clock.Advance(TimeSpan.FromHours(12));
        using var late = await restpy.Product.SignInAsync(Owner);
        Assert.Equal(HttpStatusCode.Gone, (await AnswerAsync(late, second, "Yes", restpy)).StatusCode);
        using var again = await restpy.Product.SignInAsync(Manager);
        // The date has turned, and the drawer of the new one is empty.
        await again.CommandAsync("/api/v1/day/open", new { floatMinor = 10_000_000 });
        Assert.NotEqual(second, await AskAsync(again, bill));
    }

    [Theory, OnBothDatabases]
    public async Task The_amount_is_the_owners_to_set_and_every_change_of_it_is_written_down(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(manager, "/staff/bills/settings?handler=Refund", ("above", "100000"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await PostAsync(owner, "/staff/bills/settings?handler=Refund", ("above", "-1"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await PostAsync(owner, "/staff/bills/settings?handler=Refund", ("above", "much"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/bills/settings?handler=Refund", ("above", "7000"))).StatusCode);
        var bill = await SoldAsync(restpy, manager);
        var (status, body) = await CreditAsync(manager, bill);
        Assert.True(status == HttpStatusCode.OK
            && body.GetProperty("creditNoteId").ValueKind == JsonValueKind.String, body.ToString());
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/bills/settings?handler=Refund", ("above", ""))).StatusCode);
        Assert.Equal(JsonValueKind.Null,
            (await CreditAsync(manager, await SoldAsync(restpy, manager))).Body.GetProperty("approvalId").ValueKind);
        Assert.Equal(2,
            await restpy.Product.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
                .CountAsync(e => e.Action == "billing.refund-rule-set")));
    }

    /// <summary>Six thousand and the tax.</summary>
    internal static async Task<Guid> SoldAsync(BillingRestaurant restpy, StaffClient who) =>
        (await restpy.SellAsync(who, "6000")).BillId;

    private static Task<(HttpStatusCode Status, JsonElement Body)> CreditAsync(StaffClient who, Guid bill) =>
        who.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
        {
            all = true, reason = "Sent back", refundKind = "Cash",
        });

    internal static async Task<Guid> AskAsync(StaffClient who, Guid bill)
    {
        var (status, body) = await CreditAsync(who, bill);
        Assert.True(status == HttpStatusCode.OK
            && body.GetProperty("creditNoteId").ValueKind == JsonValueKind.Null, body.ToString());
        return body.GetProperty("approvalId").GetGuid();
    }

    internal static async Task<HttpResponseMessage> AnswerAsync(
        StaffClient who, Guid asked, string yes, BillingRestaurant restpy, string reason = "") =>
        await PostAsync(who, $"/staff/approvals/{asked}?handler={yes}", ("hash", await HashAsync(restpy, asked)),
            ("reason", reason));

    internal static Task<string> HashAsync(BillingRestaurant restpy, Guid asked) =>
        restpy.Product.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Restpy.Staff.Approval>().Where(a => a.Id == asked)
            .Select(a => a.Hash).SingleAsync());

    internal static Task<List<IssuedCreditNote>> NotesAsync(BillingRestaurant restpy, Guid bill) =>
        restpy.Product.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<IssuedCreditNote>().AsNoTracking().Where(n => n.BillId == bill)
            .ToListAsync());
}
