using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>A first PIN that a manager or owner sets on a colleague's page.</summary>
public sealed class GivePinTests
{
    private const string Cook = "kitchen@spice-garden.example", Manager = "manager@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task A_pin_given_on_the_persons_page_opens_a_shared_tablet(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync();
        var cook = await PinTests.MemberAsync(restpy, Cook);
        Assert.StartsWith("/staff/people/", await GiveAsync(restpy, Manager, cook, "730519"), StringComparison.Ordinal);
        Assert.Equal("/staff/kitchen", await tablet.UnlockAsync(cook, "730519"));
    }

    [Theory, OnBothDatabases]
    public async Task A_given_pin_approves_nothing_until_its_owner_has_chosen_another(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await PinTests.MemberAsync(restpy, Manager);
        await GiveAsync(restpy, "owner@spice-garden.example", manager, "730519");
        using var cashier = await restpy.SignInAsync("cashier@spice-garden.example");
        Assert.DoesNotContain(manager.ToString(), await LendersAsync(cashier), StringComparison.Ordinal);
        using var own = await restpy.SignInAsync(Manager);
        (await PinTests.SetAsync(own, "841906", "841906")).Dispose();
        Assert.Contains(manager.ToString(), await LendersAsync(cashier), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simple_pin_is_refused_on_the_persons_page()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var cook = await PinTests.MemberAsync(restpy, Cook);
        Assert.Equal("400", await GiveAsync(restpy, Manager, cook, "123456"));
    }

    private static async Task<string> LendersAsync(StaffClient cashier) =>
        (await cashier.JsonAsync("/api/v1/lenders?for=bills.discount")).ToString();

    /// <returns>Where it leads, or the status.</returns>
    private static async Task<string> GiveAsync(TestProduct restpy, string by, Guid member, string pin)
    {
        using var giver = await restpy.SignInAsync(by);
        var page = await giver.PageAsync($"/staff/people/{member}");
        var typed = new Dictionary<string, string?> { ["pin"] = pin, ["again"] = pin };
        using var answer = await giver.SubmitAsync(page, "form[action*='handler=Pin']", typed);
        return answer.StatusCode == HttpStatusCode.OK
            || answer.Headers.Location is null ? $"{(int)answer.StatusCode}" : answer.Headers.Location.ToString();
    }
}
