using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.People.PeopleTests;
using static Restpy.IntegrationTests.Billing.ApprovalTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>An approval counts only while the bill, the request and the rights are unchanged.</summary>
public sealed class StaleApprovalTests
{
    [Theory, OnBothDatabases]
    public async Task A_bill_that_changed_meanwhile_makes_the_question_void_and_it_says_so(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
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
    public async Task An_approval_counts_only_for_what_was_shown_and_not_for_a_changed_row(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var bill = await SoldAsync(restpy, manager);
        var asked = await AskAsync(manager, bill);
        Assert.Equal(HttpStatusCode.Conflict,
            (await PostAsync(owner, $"/staff/approvals/{asked}?handler=Yes", ("hash", new string('0', 64))))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Conflict,
            (await PostAsync(owner, $"/staff/approvals/{asked}?handler=Yes")).StatusCode);
        // Somebody with the database in hand makes another refund of it: the key is not in the database.
        await restpy.Product.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var row = await db.Set<Restpy.Staff.Approval>().SingleAsync(a => a.Id == asked);
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
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        using var other = await restpy.Product.SignInAsync(Owner);
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
        var (member, done, stopped) = (await MemberAsync(restpy.Product, Manager), 0, 0);
        for (var i = 0; i < 10; i++)
        {
            var bill = await SoldAsync(restpy, manager);
            var asked = await AskAsync(manager, bill);
            var hash = await HashAsync(restpy, asked);
            // The first agrees before and the last after, whatever the machine does; those between meet.
            var taking = i == 0 ? Task.CompletedTask : TakeAsync(other, member, i);
            await (i == 9 ? taking : Task.Delay(i * 4));
            var yes = await PostAsync(owner, $"/staff/approvals/{asked}?handler=Yes", ("hash", hash));
            await (i == 0 ? TakeAsync(other, member, i) : taking);
            var entries = await restpy.Product.InAsync(
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
        Assert.True(done > 0 && stopped > 0, $"{done} done, {stopped} stopped");
    }

    private static async Task TakeAsync(StaffClient by, Guid member, int i) =>
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(by, $"/staff/people/{member}?handler=Give", ("permission", "bills.credit"),
                ("allowed", "false"), ("reason", $"round {i}"))).StatusCode);
}
