using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingHouse;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A large refund needs a second person, who says yes to exactly what was asked, once.</summary>
public sealed class ApprovalTests
{
    [Theory, OnBothDatabases]
    public async Task A_large_refund_waits_for_somebody_else_and_is_then_given_once_with_both_names(DatabaseKind kind)
    {
        await using var restpy = await BillingHouse.StartAsync(kind);
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
        var entry = await restpy.House.InAsync("spice-garden", null,
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
        await using var restpy = await BillingHouse.StartAsync(kind);
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
    public async Task A_bill_that_changed_meanwhile_makes_the_question_void_and_it_says_so(DatabaseKind kind)
    {
        await using var restpy = await BillingHouse.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var (bill, _) = await restpy.SellAsync(manager, "6000", "100");
        var asked = await AskAsync(manager, bill);
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[1].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await manager.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
        {
            lines = new[] { new { lineId = line, units = 1 } }, reason = "Sent back", refundKind = "Cash",
        })).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(owner, asked, "Yes", restpy)).StatusCode);
        Assert.Single(await NotesAsync(restpy, bill));
        Assert.Contains("The bill has changed", (await owner.PageAsync("/staff/approvals")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(owner, asked, "Yes", restpy)).StatusCode);
        // Asked anew, it is another question.
        Assert.NotEqual(asked, await AskAsync(manager, bill));
    }

    [Theory, OnBothDatabases]
    public async Task A_refusal_needs_a_reason_and_an_answer_comes_in_time_or_not_at_all(DatabaseKind kind)
    {
        await using var restpy = await BillingHouse.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var bill = await SoldAsync(restpy, manager);
        var asked = await AskAsync(manager, bill);
        Assert.Equal(HttpStatusCode.BadRequest, (await AnswerAsync(owner, asked, "No", restpy)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await AnswerAsync(owner, asked, "No", restpy, "No complaint was made")).StatusCode);
        Assert.Contains("No complaint was made", (await manager.PageAsync("/staff/approvals")).Body!.TextContent,
            StringComparison.Ordinal);
        var second = await AskAsync(manager, bill);
        restpy.House.Clock.Advance(TimeSpan.FromHours(12));
        using var late = await restpy.House.SignInAsync(Owner);
        Assert.Equal(HttpStatusCode.Gone, (await AnswerAsync(late, second, "Yes", restpy)).StatusCode);
        using var again = await restpy.House.SignInAsync(Manager);
        Assert.NotEqual(second, await AskAsync(again, bill));
    }

    [Theory, OnBothDatabases]
    public async Task An_approval_counts_only_for_what_was_shown_and_not_for_a_changed_row(DatabaseKind kind)
    {
        await using var restpy = await BillingHouse.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var bill = await SoldAsync(restpy, manager);
        var asked = await AskAsync(manager, bill);
        Assert.Equal(HttpStatusCode.Conflict,
            (await PostAsync(owner, $"/staff/approvals/{asked}?handler=Yes", ("hash", new string('0', 64))))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Conflict,
            (await PostAsync(owner, $"/staff/approvals/{asked}?handler=Yes")).StatusCode);
        // Somebody with the database in hand makes another refund of it: the key is not in the database.
        await restpy.House.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var row = await db.Set<Restpy.Staff.Approving.Approval>().SingleAsync(a => a.Id == asked);
            db.Entry(row).Property(nameof(row.Command)).CurrentValue =
                row.Command.Replace("Sent back", "Something else", StringComparison.Ordinal);
            db.Act("test", row);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.Conflict, (await AnswerAsync(owner, asked, "Yes", restpy)).StatusCode);
        Assert.Empty(await NotesAsync(restpy, bill));
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_approvals_at_once_one_counts_and_a_lost_right_voids_the_request(DatabaseKind kind)
    {
        await using var restpy = await BillingHouse.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        using var other = await restpy.House.SignInAsync(Owner);
        for (var i = 0; i < 5; i++)
        {
            var bill = await SoldAsync(restpy, manager);
            var asked = await AskAsync(manager, bill);
            var hash = await HashAsync(restpy, asked);
            var answers = await Task.WhenAll(new[] { owner, other, owner, other }.Select(
                who => PostAsync(who, $"/staff/approvals/{asked}?handler=Yes", ("hash", hash))));
            Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Redirect));
            Assert.Single(await NotesAsync(restpy, bill));
        }
        // While one agrees, the other's permission is taken: a note stands only if it was issued before.
        var (member, done, stopped) = (await MemberAsync(restpy.House, Manager), 0, 0);
        for (var i = 0; i < 10; i++)
        {
            var bill = await SoldAsync(restpy, manager);
            var asked = await AskAsync(manager, bill);
            var hash = await HashAsync(restpy, asked);
            var taking = TakeAsync(other, member, i);
            await Task.Delay(i * 4);
            var yes = await PostAsync(owner, $"/staff/approvals/{asked}?handler=Yes", ("hash", hash));
            await taking;
            var entries = await restpy.House.InAsync(
                "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
                .Where(e => e.Action == "billing.credit-note-issued" || e.Action == "staff.permission-taken")
                .OrderByDescending(e => e.Id).Select(e => e.Action).FirstAsync());
            Assert.Equal("staff.permission-taken", entries);
            var notes = await NotesAsync(restpy, bill);
            (done, stopped) = (done + notes.Count, stopped + 1 - notes.Count);
            Assert.Equal(HttpStatusCode.Redirect, yes.StatusCode);
            foreach (var given in (await owner.PageAsync($"/staff/people/{member}"))
                .QuerySelectorAll("form[action$=TakeBack] input[name=given]").Select(g => g.GetAttribute("value")!)
                .ToList())
                await PostAsync(owner, $"/staff/people/{member}?handler=TakeBack", ("given", given));
        }
        Assert.True(done > 0 && stopped > 0, $"{done} done, {stopped} stopped: the two never met");
    }

    [Theory, OnBothDatabases]
    public async Task The_amount_is_the_owners_to_set_and_every_change_of_it_is_written_down(DatabaseKind kind)
    {
        await using var restpy = await BillingHouse.StartAsync(kind);
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
            await restpy.House.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
                .CountAsync(e => e.Action == "billing.refund-rule-set")));
    }

    /// <summary>Six thousand and the tax.</summary>
    private static async Task<Guid> SoldAsync(BillingHouse restpy, StaffClient who) =>
        (await restpy.SellAsync(who, "6000")).BillId;

    private static Task<(HttpStatusCode Status, JsonElement Body)> CreditAsync(StaffClient who, Guid bill) =>
        who.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
        {
            all = true, reason = "Sent back", refundKind = "Cash",
        });

    private static async Task<Guid> AskAsync(StaffClient who, Guid bill)
    {
        var (status, body) = await CreditAsync(who, bill);
        Assert.True(status == HttpStatusCode.OK
            && body.GetProperty("creditNoteId").ValueKind == JsonValueKind.Null, body.ToString());
        return body.GetProperty("approvalId").GetGuid();
    }

    private static async Task<HttpResponseMessage> AnswerAsync(
        StaffClient who, Guid asked, string yes, BillingHouse restpy, string reason = "") =>
        await PostAsync(who, $"/staff/approvals/{asked}?handler={yes}", ("hash", await HashAsync(restpy, asked)),
            ("reason", reason));

    private static Task<string> HashAsync(BillingHouse restpy, Guid asked) =>
        restpy.House.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Restpy.Staff.Approving.Approval>().Where(a => a.Id == asked)
            .Select(a => a.Hash).SingleAsync());

    private static Task<List<IssuedCreditNote>> NotesAsync(BillingHouse restpy, Guid bill) =>
        restpy.House.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<IssuedCreditNote>().AsNoTracking().Where(n => n.BillId == bill)
            .ToListAsync());

    private static async Task TakeAsync(StaffClient by, Guid member, int i) =>
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(by, $"/staff/people/{member}?handler=Give", ("permission", "bills.credit"),
                ("allowed", "false"), ("reason", $"round {i}"))).StatusCode);
}
