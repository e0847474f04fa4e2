using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// A refund that waits for a second person, a permission lent by PIN, caps and tokens: looked at in three sizes and
/// both themes, and used.
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
        await LookAsync(device, "approvals", size);
        await device.GoAsync($"/staff/approvals/{asked}");
        await device.Page.Locator("details.more > summary").Last.ClickAsync();
        await LookAsync(device, "approval", size);
        await device.Page.Locator("form[action$='handler=Yes'] button").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/approvals");
        await LookAsync(device, "approvals-answered", size);
        await device.GoAsync("/staff/bills/caps");
        await LookAsync(device, "caps", size);
        await device.Page.GetByRole(AriaRole.Link, new() { Name = "Farah Khan" }).ClickAsync();
        await LookAsync(device, "cap", size);
        await device.GoAsync("/staff/bills/settings");
        await LookAsync(device, "bill-settings", size);
        await device.GoAsync("/staff/api-tokens");
        await device.Page.Locator("#name").FillAsync($"Accounts {size}");
        await device.Page.Locator("input[value='bills.see']").CheckAsync();
        await device.Page.Locator("form[action$='handler=Make'] button").ClickAsync();
        await device.Page.Locator("#made").WaitForAsync();
        Assert.StartsWith("rp_", await device.Page.Locator("#made").InputValueAsync(), StringComparison.Ordinal);
        await LookAsync(device, "tokens", size);
    }

    [Theory, InlineData("Phone"), InlineData("Tablet")]
    public async Task A_waiter_is_lent_a_discount_by_pin(string size)
    {
        var manager = await browsers.House.AsAsync("manager@spice-garden.example");
        var (_, bill) = await OrderAsync(manager, 2);
        await using var device = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Tablet);
        await device.SignInAsync("waiter@spice-garden.example");
        await device.GoAsync($"/staff/bills/{bill}/discount");
        await device.Page.Locator("#discount").FillAsync("20");
        await device.Page.Locator("#reason").FillAsync("Late dish");
        await device.Page.Locator("main button[type=submit]").Last.ClickAsync();
        await device.Page.Locator("#lentPin").WaitForAsync();
        await LookAsync(device, "lend", size);
        await device.Page.Locator("#lentBy")
            .SelectOptionAsync(new SelectOptionValue { Label = "Vikram Shetty · Manager" });
        await device.Page.Locator("#lentPin").FillAsync("518206");
        await device.Page.Locator("main button[type=submit]").Last.ClickAsync();
        await device.Page.WaitForURLAsync($"**/staff/bills/{bill}");
    }

    /// <summary>
    /// Voiding was taken from the waiter: the dialog asks for somebody's PIN, sends the same command again, and keeps
    /// nothing.
    /// </summary>
    [Fact]
    public async Task A_void_is_lent_in_a_dialog_and_the_pin_lies_in_no_queue()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var device = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        var pad = await WithoutVoidingAsync(restpy, device);
        await device.Page.Locator(".item:not([data-choices=must]):not([aria-disabled])").First.ClickAsync();
        await device.Page.Locator("#send").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/floor");
        await device.Page.GotoAsync(pad);
        await device.Page.Locator("[data-void]").First.ClickAsync();
        await device.Page.Locator("#void-own").FillAsync("Guest changed their mind");
        await device.Page.Locator("#void-dialog button[value=void]").ClickAsync();
        await device.Page.Locator("#lend-pin").WaitForAsync();
        await LookAsync(device, "lend-dialog", "Tablet");
        await device.Page.Locator("#lend-who")
            .SelectOptionAsync(new SelectOptionValue { Label = "Vikram Shetty · Manager" });
        await device.Page.Locator("#lend-pin").FillAsync("918273");
        await device.Page.Locator("#lend-dialog button[value=lend]").ClickAsync();
        await device.Page.Locator("#lend-dialog [data-why]:not([hidden])").WaitForAsync();
        Assert.Equal("", await device.Page.Locator("#lend-pin").InputValueAsync());
        await device.Page.Locator("#lend-pin").FillAsync("518206");
        await device.Page.Locator("#lend-dialog button[value=lend]").ClickAsync();
        await device.Page.Locator(".line[data-state=void]").First.WaitForAsync();
        const string Queue =
            "() => new Promise(done => { const open = indexedDB.open('restpy'); open.onsuccess = () => { const rows "
                + "= open.result.transaction('commands').objectStore('commands').getAll(); rows.onsuccess = () => "
                + "done(JSON.stringify(rows.result)); }; })";
        Assert.Equal("[]", await device.Page.EvaluateAsync<string>(Queue));
    }

    /// <summary>
    /// The guests left before they ordered; whoever may not free the table is lent it where they stand.
    /// </summary>
    [Fact]
    public async Task A_table_is_freed_on_a_colleagues_word()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var device = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        var pad = await WithoutVoidingAsync(restpy, device);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        await DoAsync(waiter, "/api/v1/orders/seat", new
        {
            tableId = (await waiter.PageAsync(pad)).QuerySelector("[data-table]")!.GetAttribute("data-table"),
            covers = 2,
        });
        await device.Page.GotoAsync(pad);
        await device.Page.Locator("[data-lend]").ClickAsync();
        await device.Page.Locator("#confirm button[value=yes]").ClickAsync();
        await device.Page.Locator("#lend-pin").WaitForAsync();
        await device.Page.Locator("#lend-who")
            .SelectOptionAsync(new SelectOptionValue { Label = "Vikram Shetty · Manager" });
        await device.Page.Locator("#lend-pin").FillAsync("518206");
        await device.Page.Locator("#lend-dialog button[value=lend]").ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/floor");
        var entries = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().Where(e => e.Action == "order.cancelled")
            .ToListAsync());
        Assert.Equal(("Ravi Kumar", "Lent by Vikram Shetty (manager)"),
            (Assert.Single(entries).PersonName, entries[0].Remark));
    }

    /// <summary>A waiter whom voiding was taken from, at a free table.</summary>
    /// <returns>The pad's address.</returns>
    private static async Task<string> WithoutVoidingAsync(TestProduct restpy, Device device)
    {
        var owner = await restpy.AsAsync("owner@spice-garden.example");
        var person = (await owner.PageAsync("/staff/people")).QuerySelectorAll("th a")
            .First(a => a.TextContent == "Ravi Kumar").GetAttribute("href")!;
        var given = await owner.SubmitAsync(await owner.PageAsync(person), "form[action$='handler=Give']", new()
        {
            ["permission"] = "orders.void", ["allowed"] = "false", ["reason"] = "new here",
        });
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        await device.SignInAsync("waiter@spice-garden.example");
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".table-tile[data-state=free]").First.ClickAsync();
        await device.Page.WaitForURLAsync("**/staff/pad**");
        return device.Page.Url;
    }

    private async Task<Guid> AskAsync()
    {
        var manager = await browsers.House.AsAsync("manager@spice-garden.example");
        var (_, bill) = await OrderAsync(manager, 50);
        var due = (await manager.JsonAsync($"/api/v1/bills/{bill}")).GetProperty("dueMinor").GetInt64();
        await DoAsync(manager, $"/api/v1/bills/{bill}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } },
        });
        return (await DoAsync(manager, $"/api/v1/bills/{bill}/credit-notes", new
        {
            all = true, reason = "A party that never came", refundKind = "Cash",
        })).GetProperty("approvalId").GetGuid();
    }

    private static async Task<(Guid Order, Guid Bill)> OrderAsync(StaffClient who, int quantity)
    {
        var pad = await who.PageAsync(
            (await who.PageAsync("/staff/floor")).QuerySelector("a.table-tile")!.GetAttribute("href")!);
        var item = pad.QuerySelector(".item:not([data-choices=must]):not([aria-disabled])")!.GetAttribute("value");
        var order = (await DoAsync(who, "/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, guestName = "Camille", lines = new[] { new { itemId = item, quantity } },
        })).GetProperty("orderId").GetGuid();
        return (order, (await DoAsync(who, $"/api/v1/orders/{order}/bill", new { })).GetProperty("billId").GetGuid());
    }

    private static async Task<JsonElement> DoAsync(StaffClient who, string url, object body)
    {
        var (status, answer) = await who.CommandAsync(url, body);
        Assert.True(status == HttpStatusCode.OK, $"{url}: {status} {answer}");
        return answer;
    }

    private static async Task LookAsync(Device device, string name, string size)
    {
        await device.ShootAsync($"{name}-{size}-Light");
        await device.AssertCleanAsync($"{name} ({size}, light)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"{name}-{size}-Dark");
        await device.AssertReadableAsync($"{name} ({size}, dark)");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
