using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A colleague lends one command their permission and cap, by their PIN.</summary>
public sealed class LendingTests
{
    [Theory, OnBothDatabases]
    public async Task A_colleagues_pin_allows_one_command_and_both_people_are_logged(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var manager = await MemberAsync(restpy.Product, Manager);
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100", "50"));
        var url = $"/api/v1/bills/{bill}/discounts";
        var body = Discount(20);
        Assert.Equal("DiscountAboveCap", (await SendAsync(waiter, url, body)).Code);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(waiter, url, body, manager, Pin(Role.Manager))).Status);
        var entry = await LastAsync(restpy, "billing.discount-given");
        Assert.Equal(("Ravi Kumar", "Lent by Vikram Shetty (manager)"), (entry.PersonName, entry.Remark));
        // The same command again, lent or not, is the same command; another needs the PIN anew.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(waiter, url, body, manager, Pin(Role.Manager))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(waiter, url, body)).Status);
        Assert.Equal("CommandIdReused",
            (await SendAsync(waiter, url, Discount(21, body["commandId"]), manager, Pin(Role.Manager))).Code);
        Assert.Equal("DiscountAboveCap", (await SendAsync(waiter, url, Discount(20))).Code);
        // Up to the lender's cap, not beyond.
        Assert.Equal("DiscountAboveCap", (await SendAsync(waiter, url, Discount(51), manager, Pin(Role.Manager))).Code);
        // A permission the waiter has not at all: a credit note.
        await restpy.PrintAsync(waiter, bill);
        Assert.Equal(HttpStatusCode.OK,
            (await PayAsync(waiter, bill, "Cash", (await SeeAsync(waiter, bill)).GetProperty("dueMinor").GetInt64()))
            .Status);
        var credit = new Dictionary<string, object>
        {
            ["commandId"] = Guid.CreateVersion7(), ["all"] = true, ["reason"] = "Sent back", ["refundKind"] = "Cash",
        };
        Assert.Equal(HttpStatusCode.Forbidden,
            (await SendAsync(waiter, $"/api/v1/bills/{bill}/credit-notes", credit)).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await SendAsync(waiter, $"/api/v1/bills/{bill}/credit-notes", credit, manager, Pin(Role.Manager))).Status);
        // Nothing of the PIN is kept.
        var pin = Pin(Role.Manager);
        var kept = await restpy.Product.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            return (await db.Set<CommandRecord>().Select(c => c.Answer + c.RequestHash).ToListAsync())
                .Concat(await db.Set<AuditEntry>().Select(e => e.Changes + e.ObjectLabel + e.Reason + e.Remark)
                    .ToListAsync()).ToList();
        });
        Assert.DoesNotContain(kept, text => text.Contains(pin, StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task The_pages_take_a_pin_without_a_script_and_a_large_refund_cannot_be_lent(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (waiter, cashier, manager) =
            (await restpy.AsAsync(Waiter), await restpy.AsAsync(Cashier), await MemberAsync(restpy.Product, Manager));
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("6000"));
        var page = await waiter.PageAsync($"/staff/bills/{bill}/discount");
        var refused = await waiter.SubmitAsync(page, "main form.form",
            new() { ["discount"] = "20", ["reason"] = "Late dish" }, $"/staff/bills/{bill}/discount");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var again = await PageClient.ParseAsync(refused);
        var wrong = await waiter.SubmitAsync(again, "main form.form", new()
        {
            ["lentBy"] = $"{manager}", ["lentPin"] = "918273",
        }, $"/staff/bills/{bill}/discount");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var third = await PageClient.ParseAsync(wrong);
        Assert.Equal("", third.QuerySelector("#lentPin")!.GetAttribute("value") ?? "");
        Assert.Equal(HttpStatusCode.Redirect, (await waiter.SubmitAsync(third, "main form.form", new()
        {
            ["lentBy"] = $"{manager}", ["lentPin"] = Pin(Role.Manager),
        }, $"/staff/bills/{bill}/discount")).StatusCode);
        // A waiter opens the form of a credit note, and sends nothing without the PIN.
        var (sold, _) = await restpy.SellAsync(cashier, "100");
        var form = await waiter.PageAsync($"/staff/bills/{sold}/credit");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await waiter.SubmitAsync(form, "main form[method=post]", new() { ["all"] = "1", ["reason"] = "Sent back" },
                $"/staff/bills/{sold}/credit")).StatusCode);
        var bad = await waiter.SubmitAsync(form, "main form[method=post]", new()
        {
            ["all"] = "1", ["reason"] = "Sent back", ["lentBy"] = $"{manager}", ["lentPin"] = "918273",
        }, $"/staff/bills/{sold}/credit");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(0, (await SeeAsync(waiter, sold)).GetProperty("creditedMinor").GetInt64());
        Assert.Equal(HttpStatusCode.Redirect, (await waiter.SubmitAsync(form, "main form[method=post]", new()
        {
            ["all"] = "1", ["reason"] = "Sent back", ["lentBy"] = $"{manager}", ["lentPin"] = Pin(Role.Manager),
        }, $"/staff/bills/{sold}/credit")).StatusCode);
        Assert.Equal(10_500, (await SeeAsync(waiter, sold)).GetProperty("creditedMinor").GetInt64());
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync(Accountant)).GetAsync($"/staff/bills/{sold}/credit")).StatusCode);
        var (large, _) = await restpy.SellAsync(cashier, "6000");
        var credit = new Dictionary<string, object>
        {
            ["commandId"] = Guid.CreateVersion7(), ["all"] = true, ["reason"] = "Sent back", ["refundKind"] = "Cash",
        };
        Assert.Equal("NotLentSoMuch",
            (await SendAsync(waiter, $"/api/v1/bills/{large}/credit-notes", credit, manager, Pin(Role.Manager))).Code);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_is_saved_by_what_the_lender_may_not_do_any_more(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, waiter) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Waiter));
        var manager = await MemberAsync(restpy.Product, Manager);
        var (done, stopped, wait) = (0, 0, 10);
        // Sooner where the lender's end came too late, later where it came too soon, until the two have met from both
        // sides.
        for (var i = 0; i < 40 && (i < 10 || done == 0 || stopped == 0); i++)
        {
            var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
            var lending = SendAsync(
                waiter, $"/api/v1/bills/{bill}/discounts", Discount(20), manager, Pin(Role.Manager));
            await Task.Delay(wait);
            Assert.Equal(HttpStatusCode.Redirect,
                (await PostAsync(owner, $"/staff/people/{manager}?handler=Give", ("permission", "bills.discount"),
                    ("allowed", "false"), ("reason", $"round {i}"))).StatusCode);
            var isDone = (await lending).Status == HttpStatusCode.OK;
            (done, stopped, wait) = isDone ? (done + 1, stopped, wait / 2) : (done, stopped + 1, (wait * 3 / 2) + 10);
            var last = await restpy.Product.InAsync(
                "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
                .Where(e => e.Action == "billing.discount-given" || e.Action == "staff.permission-taken")
                .OrderByDescending(e => e.Id).Select(e => e.Action).FirstAsync());
            Assert.Equal("staff.permission-taken", last);
            foreach (var given in (await owner.PageAsync($"/staff/people/{manager}"))
                .QuerySelectorAll("form[action$=TakeBack] input[name=given]").Select(g => g.GetAttribute("value")!)
                .ToList())
                await PostAsync(owner, $"/staff/people/{manager}?handler=TakeBack", ("given", given));
        }
        Assert.True(done > 0 && stopped > 0, $"{done} done, {stopped} stopped: the two never met");
    }

    /// <summary>Of the demo's people.</summary>
    internal static string Pin(Role role) =>
        role switch { Role.Manager => "518206", Role.Cashier => "629413", Role.Waiter => "841632", _ => "952741" };

    internal static Dictionary<string, object> Discount(int percent, object? commandId = null) =>
        new()
        {
            ["commandId"] = commandId ?? Guid.CreateVersion7(), ["percent"] = percent, ["amountMinor"] = 0,
            ["reason"] = "Late dish",
        };

    private static Task<AuditEntry> LastAsync(BillingRestaurant restpy, string act) =>
        restpy.Product.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().Where(e => e.Action == act)
            .OrderByDescending(e => e.Id).FirstAsync());

    internal static async Task<(HttpStatusCode Status, string? Code)> SendAsync(
        StaffClient who, string url, Dictionary<string, object> body, Guid? lender = null, string pin = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-TOKEN", await Attack.Attacker.FormTokenAsync(who));
        if (lender is not null)
        {
            request.Headers.Add("X-Lent-By", lender.ToString());
            request.Headers.Add("X-Lent-Pin", pin);
        }
        var answer = await who.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0
            && JsonSerializer.Deserialize<JsonElement>(text).TryGetProperty("code", out var code) ? code.GetString()
            : null);
    }
}
