using Restpy.TestSupport;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Restpy.BrowserTests;

/// <summary>The kitchen's screen, as a cook uses it.</summary>
public sealed class KitchenScreenTests(Browsers browsers)
{
    [Fact]
    public async Task The_age_of_a_ticket_is_there_at_once_and_after_each_renewal()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var waiter = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await waiter.SignInAsync("waiter@spice-garden.example");
        await Tablet.SendAsync(waiter, 4);
        await waiter.Page.WaitForURLAsync("**/staff/floor");
        await using var cook = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await cook.SignInAsync("kitchen@spice-garden.example");
        await cook.GoAsync("/staff/kitchen");
        // Read in the same turn as the renewal, before the clock can tick.
        var age = await cook.Page.EvaluateAsync<string>("""
            () => new Promise((done) => {
              document.addEventListener("renewed", () => queueMicrotask(() => done(document.querySelector("time[data-since]").textContent)));
              document.querySelector("live-region").refresh();
            })
            """);
        Assert.Matches(@"^\d+:\d\d$", age);
    }

    [Fact]
    public async Task A_ticket_done_by_mistake_comes_back_with_Undo()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var waiter = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await waiter.SignInAsync("waiter@spice-garden.example");
        await Tablet.SendAsync(waiter, 4);
        await waiter.Page.WaitForURLAsync("**/staff/floor");
        await using var cook = await browsers.DeviceAsync(Screen.Tablet, through: restpy.Address);
        await cook.SignInAsync("kitchen@spice-garden.example");
        await cook.GoAsync("/staff/kitchen");
        var ticket = cook.Page.Locator(".kot");
        await ticket.Locator(".kot-foot button").ClickAsync();
        await Expect(ticket).ToHaveCountAsync(0);
        await cook.ShootAsync("kitchen-undo");
        await cook.Page.Locator("#toast button").ClickAsync();
        await Expect(ticket).ToHaveCountAsync(1);
        await Expect(cook.Page.Locator("#toast")).ToBeHiddenAsync();
    }
}
