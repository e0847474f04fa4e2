using System.Net;
using System.Net.Http.Json;
using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Billing.BillingRestaurant;
using static Restpy.IntegrationTests.People.PeopleTests;
using static Restpy.IntegrationTests.Billing.LendingTests;

namespace Restpy.IntegrationTests.Billing;

/// <summary>A colleague may lend a permission they have, with a PIN they chose.</summary>
public sealed class LenderTests
{
    [Theory, OnBothDatabases]
    public async Task Only_colleagues_with_a_limit_are_offered_for_a_discount(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var offered = (await (await restpy.AsAsync("cashier@spice-garden.example"))
            .JsonAsync("/api/v1/lenders?for=bills.discount")).EnumerateArray()
            .Select(l => l.GetProperty("role").GetString()).ToList();
        Assert.Contains("Manager", offered);
        Assert.DoesNotContain("Waiter", offered);
    }

    [Theory, OnBothDatabases]
    public async Task A_pin_its_owner_has_not_chosen_approves_nothing(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (waiter, owner) = (await restpy.AsAsync(Waiter), await restpy.AsAsync("owner@spice-garden.example"));
        var manager = await MemberAsync(restpy.Product, Manager);
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
        var given = await PostAsync(
            owner, $"/staff/people/{manager}?handler=Pin", ("pin", "730519"), ("again", "730519"));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Assert.Equal("GivenPin",
            (await SendAsync(waiter, $"/api/v1/bills/{bill}/discounts", Discount(5), manager, "730519")).Code);
    }

    [Theory, OnBothDatabases]
    public async Task Only_a_permitted_colleague_of_the_branch_lends_and_five_wrong_pins_wait(DatabaseKind kind)
    {
        await using var restpy = await BillingRestaurant.StartAsync(kind);
        var (waiter, cashier) = (await restpy.AsAsync(Waiter), await restpy.AsAsync(Cashier));
        var bill = await restpy.OpenAsync(waiter, await restpy.OrderAsync("100"));
        var url = $"/api/v1/bills/{bill}/discounts";
        async Task<string?> LendAsync(string email, string pin) =>
            (await SendAsync(waiter, url, Discount(5), await MemberAsync(restpy.Product, email), pin)).Code;
        Assert.Equal("OwnPin", await LendAsync(Waiter, Pin(Role.Waiter)));
        Assert.Equal("LenderMayNot", await LendAsync(KitchenHand, Pin(Role.Kitchen)));
        Assert.Equal("WrongPin", await LendAsync("manager.mumbai@spice-garden.example", Pin(Role.Manager)));
        Assert.Equal("WrongPin",
            (await SendAsync(waiter, url, Discount(5), Guid.CreateVersion7(), Pin(Role.Manager))).Code);
        // What may not be lent is not: the header opens nothing else.
        Assert.Equal(HttpStatusCode.Forbidden,
            (await SendAsync(waiter, $"/api/v1/bills/{bill}/reprint", Discount(5),
                await MemberAsync(restpy.Product, Manager), Pin(Role.Manager))).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await SendAsync(waiter, "/api/v1/day/open", Discount(5), await MemberAsync(restpy.Product, Manager),
                Pin(Role.Manager))).Status);
        Assert.Null(await LendAsync(Cashier, Pin(Role.Cashier)));
        // Five wrong ones, over all tablets; then the right one is not looked at.
        for (var i = 0; i < 5; i++)
            Assert.Equal("WrongPin",
                (await SendAsync(i % 2 == 0 ? waiter
                    : cashier, url, Discount(5), await MemberAsync(restpy.Product, Manager), "918273")).Code);
        Assert.Equal("WrongPin", await LendAsync(Manager, Pin(Role.Manager)));
        restpy.Product.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await LendAsync(Manager, Pin(Role.Manager)));
        // Without a form token of this session nobody's tries are spent.
        using var forged = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(Discount(5)) };
        forged.Headers.Add("X-Lent-By", $"{await MemberAsync(restpy.Product, Manager)}");
        forged.Headers.Add("X-Lent-Pin", "918273");
        Assert.Equal(HttpStatusCode.BadRequest, (await waiter.Http.SendAsync(forged)).StatusCode);
        var names = (await waiter.JsonAsync("/api/v1/lenders?for=bills.credit")).EnumerateArray()
            .Select(l => l.GetProperty("name").GetString()).ToList();
        Assert.Contains("Vikram Shetty", names);
        Assert.DoesNotContain("Ravi Kumar", names);
    }
}
