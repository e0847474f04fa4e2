using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>A permission lent by PIN, on pages and in dialogs: looked at in both themes, and used.</summary>
public sealed class LentPermissionScreensTests(Browsers browsers)
{
    [Theory, InlineData("Phone"), InlineData("Tablet")]
    public async Task A_waiter_is_lent_a_discount_by_pin(string size)
    {
        var manager = await browsers.Product.AsAsync("manager@spice-garden.example");
        var (_, bill) = await TakeawayBill.OrderAsync(manager, 2);
        await using var device = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Tablet);
        await device.SignInAsync("waiter@spice-garden.example");
        await device.GoAsync($"/staff/bills/{bill}/discount");
        await device.Page.Locator("#discount").FillAsync("20");
        await device.Page.Locator("#reason").FillAsync("Late dish");
        await device.Page.Locator("main button[type=submit]").Last.ClickAsync();
        await device.Page.Locator("#lentPin").WaitForAsync();
        await device.LookInBothThemesAsync($"lend-{size}");
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
        await device.LookInBothThemesAsync("lend-dialog-Tablet");
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
        await TakeawayBill.DoAsync(waiter, "/api/v1/orders/seat", new
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
}
