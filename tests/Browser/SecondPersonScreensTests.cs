using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// A refund that waits for a second person, caps and tokens: looked at in three sizes and both themes, and used.
/// </summary>
public sealed class SecondPersonScreensTests(Browsers browsers)
{
    [Theory, InlineData("Phone"), InlineData("Tablet"), InlineData("Desktop")]
    public async Task What_waits_for_a_second_person_is_shown_and_answered(string size)
    {
        await using var device = await browsers.DeviceAsync(size switch
        {
            "Phone" => Screen.Phone,
            "Tablet" => Screen.Tablet,
            _ => Screen.Desktop,
        });
        await device.SignInAsync("owner@spice-garden.example");
        await device.GoAsync("/staff/approvals");
        // The count beside the word comes by itself when somebody asks.
        var count = device.Page.Locator("nav live-region .stamp");
        var asked = await AskAsync();
        await count.First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await device.Page.Locator($"a[href='/staff/approvals/{asked}']").WaitForAsync();
        await device.LookInBothThemesAsync($"approvals-{size}");
        await device.GoAsync($"/staff/approvals/{asked}");
        await device.Page.Locator("details.more > summary").Last.ClickAsync();
        await device.LookInBothThemesAsync($"approval-{size}");
        await device.Page.Locator("form[action$='handler=Yes'] button").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/approvals");
        await device.LookInBothThemesAsync($"approvals-answered-{size}");
        await device.GoAsync("/staff/bills/caps");
        await device.LookInBothThemesAsync($"caps-{size}");
        await device.Page.GetByRole(AriaRole.Link, new() { Name = "Farah Khan" }).ClickAsync();
        await device.LookInBothThemesAsync($"cap-{size}");
        await device.GoAsync("/staff/bills/settings");
        await device.LookInBothThemesAsync($"bill-settings-{size}");
        await device.GoAsync("/staff/api-tokens");
        await device.Page.Locator("#name").FillAsync($"Accounts {size}");
        await device.Page.Locator("input[value='bills.see']").CheckAsync();
        await device.Page.Locator("form[action$='handler=Make'] button").ClickAsync();
        await device.Page.Locator("#made").WaitForAsync();
        Assert.StartsWith("rp_", await device.Page.Locator("#made").InputValueAsync(), StringComparison.Ordinal);
        await device.LookInBothThemesAsync($"tokens-{size}");
    }

    private async Task<Guid> AskAsync()
    {
        var manager = await browsers.Product.AsAsync("manager@spice-garden.example");
        var (_, bill) = await TakeawayBill.OrderAsync(manager, 50);
        var due = (await manager.JsonAsync($"/api/v1/bills/{bill}")).GetProperty("dueMinor").GetInt64();
        await TakeawayBill.DoAsync(manager, $"/api/v1/bills/{bill}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } },
        });
        return (await TakeawayBill.DoAsync(manager, $"/api/v1/bills/{bill}/credit-notes", new
        {
            all = true, reason = "A party that never came", refundKind = "Cash",
        })).GetProperty("approvalId").GetGuid();
    }
}
