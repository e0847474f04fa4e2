using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>How far one person may go, in place of what their role may.</summary>
public sealed class PersonCapTests
{
    private const string NextDay = "yyyy-MM-dd";

    [Theory, OnBothDatabases]
    public async Task A_personal_cap_replaces_the_roles_until_it_ends_and_the_page_says_why(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, cashier) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Cashier));
        var member = await MemberAsync(restpy.Product, Cashier);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("100"));
        Assert.Equal(HttpStatusCode.Forbidden, await DiscountAsync(cashier, bill, 20));
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, member, 25, 25, "", "covers for the manager"));
        Assert.Equal(HttpStatusCode.OK, await DiscountAsync(cashier, bill, 20));
        Assert.Equal(HttpStatusCode.Forbidden, await DiscountAsync(cashier, bill, 26));
        var why = (await owner.PageAsync("/staff/bills/caps")).Body!.TextContent;
        Assert.Contains("covers for the manager", why, StringComparison.Ordinal);
        Assert.Contains("Set for this person by Anita Rao", why, StringComparison.Ordinal);
        // Downwards as well; and it ends by hand, back to the role's.
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, member, 5, 25, "", "too generous"));
        Assert.Equal(HttpStatusCode.Forbidden, await DiscountAsync(cashier, bill, 10));
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, $"/staff/bills/caps/{member}?handler=End")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await DiscountAsync(cashier, bill, 10));
        // With its last day it is over by itself.
        var today = TimeZoneInfo.ConvertTime(
            restpy.Product.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));
        Assert.Equal(HttpStatusCode.BadRequest,
            await SetAsync(owner, member, 30, 25, "", "yesterday", today.AddDays(-1).ToString(NextDay)));
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(owner, member, 30, 25, "", "no day", "tomorrow"));
        Assert.Equal(HttpStatusCode.Redirect,
            await SetAsync(owner, member, 30, 25, "", "tonight", today.ToString(NextDay)));
        Assert.Equal(HttpStatusCode.OK, await DiscountAsync(cashier, bill, 30));
        restpy.Product.Clock.Advance(TimeSpan.FromDays(1));
        using var next = await restpy.Product.SignInAsync(Cashier);
        Assert.Equal(HttpStatusCode.Forbidden, await DiscountAsync(next, bill, 30));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_lets_go_further_than_they_may_themselves_nor_changes_their_own(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var (cashier, self, boss) = (
            await MemberAsync(restpy.Product, Cashier), await MemberAsync(restpy.Product, Manager),
            await MemberAsync(restpy.Product, Owner));
        // A manager gives 50 % off.
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(manager, cashier, 50, 100, "", "as far as I go"));
        Assert.Equal(HttpStatusCode.Forbidden, await SetAsync(manager, cashier, 50.5m, 100, "", "further"));
        Assert.Equal(HttpStatusCode.Forbidden, await SetAsync(manager, self, 40, 100, "", "myself"));
        // Who looks after one branch does not see the owner of all.
        Assert.Equal(HttpStatusCode.NotFound, await SetAsync(manager, boss, 40, 100, "", "the boss"));
        // What the owner gave beyond them is not theirs to change, nor to end.
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, cashier, 80, 100, "", "the owner's word"));
        Assert.Equal(HttpStatusCode.Forbidden, await SetAsync(manager, cashier, 10, 25, "", "less"));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(manager, $"/staff/bills/caps/{cashier}?handler=End")).StatusCode);
        // Somebody bound to 30 % gives no more than that, also where their role would.
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, self, 30, 100, "", "new here"));
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, cashier, 10, 25, "", "back"));
        Assert.Equal(HttpStatusCode.Forbidden, await SetAsync(manager, cashier, 40, 25, "", "as my role"));
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(manager, cashier, 30, 25, "", "as I"));
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(owner, cashier, 101, 25, "", "too much"));
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(owner, cashier, 10, 25, "", ""));
        Assert.Equal(HttpStatusCode.Forbidden, await SetAsync(owner, boss, 10, 25, "", "nobody"));
        Assert.Equal(HttpStatusCode.NotFound,
            await SetAsync(await restpy.AsAsync("owner@maison-lumiere.example"), cashier, 10, 25, "", "elsewhere"));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync(Cashier)).GetAsync("/staff/bills/caps")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_cap_of_ones_own_ends_with_another_role(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var member = await MemberAsync(restpy.Product, Waiter);
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, member, 60, 0, "", "a good waiter"));
        var page = await owner.PageAsync($"/staff/people/{member}");
        var answer = await owner.SubmitAsync(page, "form[action$=Role]", new() { ["role"] = "Cashier" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var cashier = await restpy.Product.SignInAsync(Waiter);
        var bill = await restpy.OpenAsync(cashier, await restpy.OrderAsync("100"));
        Assert.Equal(HttpStatusCode.Forbidden, await DiscountAsync(cashier, bill, 20));
        Assert.Equal(HttpStatusCode.OK, await DiscountAsync(cashier, bill, 10));
    }

    [Theory, OnBothDatabases]
    public async Task Money_back_is_held_to_an_amount_over_all_notes_of_a_bill(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Manager));
        var member = await MemberAsync(restpy.Product, Manager);
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(owner, member, 50, 100, "210.00", "on trial"));
        var (bill, _) = await restpy.SellAsync(manager, "3*100");
        var line = (await SeeAsync(manager, bill)).GetProperty("lines")[0].GetProperty("id").GetGuid();
        async Task<(HttpStatusCode, string?)> CreditAsync()
        {
            var (status, body) = await manager.CommandAsync($"/api/v1/bills/{bill}/credit-notes", new
            {
                lines = new[] { new { lineId = line, units = 1 } }, reason = "Sent back", refundKind = "Cash",
            });
            return (status, status == HttpStatusCode.OK ? null : body.GetProperty("code").GetString());
        }
        Assert.Equal((HttpStatusCode.OK, null), await CreditAsync());
        Assert.Equal((HttpStatusCode.OK, null), await CreditAsync());
        Assert.Equal((HttpStatusCode.Forbidden, "RefundAboveCap"), await CreditAsync());
    }

    private static async Task<HttpStatusCode> DiscountAsync(StaffClient who, Guid bill, decimal percent) =>
        (await who.CommandAsync($"/api/v1/bills/{bill}/discounts", new
        {
            percent, amountMinor = 0, reason = "Late dish",
        })).Status;

    private static async Task<HttpStatusCode> SetAsync(StaffClient by, Guid member, decimal discount, decimal credit,
        string refund, string reason, string until = "") =>
        (await PostAsync(by, $"/staff/bills/caps/{member}?handler=Set",
            ("discount", discount.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("credit", $"{credit}"),
            ("refund", refund), ("until", until), ("reason", reason))).StatusCode;
}
