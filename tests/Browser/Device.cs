using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>A phone, tablet or desktop in somebody's hand; remembers what its console complained of.</summary>
public sealed class Device(IBrowserContext context, IPage page, Uri address) : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public IPage Page => page;

    public IBrowserContext Context => context;

    public static async Task<Device> OpenAsync(IBrowserContext context, Uri address)
    {
        var device = new Device(context, await context.NewPageAsync(), address);
        device.Page.Console += (_, message) =>
        {
            // A refused command answers 4xx by design; the browser prints a line for each.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)
                && !message.Text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal))
                device._complaints.Add(message.Text);
        };
        device.Page.PageError += (_, error) => device._complaints.Add(error);
        return device;
    }

    public async Task SignInAsync(string email)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail").Or(Page.Locator("#email")).First.FillAsync(email);
        await Page.Locator("#password").FillAsync(TestProduct.Password);
        await Page.Locator("form button[type=submit]").First.ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal),
            new() { WaitUntil = WaitUntilState.DOMContentLoaded });
    }

    public async Task<Device> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path} answered {answer.Status}");
        return this;
    }

    /// <summary>Nothing for axe to say, and nothing in the console: no refused script, no failed policy.</summary>
    public async Task AssertCleanAsync(string what)
    {
        await Axe.FindsNothingAsync(Page, what);
        Assert.True(_complaints.Count == 0, $"{what}: console says {string.Join('\n', _complaints)}");
        var wider = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wider <= 0, $"{what} scrolls sideways by {wider} px");
    }

    /// <summary>The same for colours alone, of a page looked at in the other theme.</summary>
    public Task AssertReadableAsync(string what) =>
        Axe.FindsNothingAsync(Page, what, "color-contrast", "link-in-text-block");

    /// <summary>A picture of the page in each theme, and nothing to say against either.</summary>
    public async Task LookInBothThemesAsync(string name)
    {
        await ShootAsync($"{name}-Light");
        await AssertCleanAsync($"{name} (light)");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ShootAsync($"{name}-Dark");
        await AssertReadableAsync($"{name} (dark)");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    public async Task ShootAsync(string name)
    {
        if (Browsers.Screenshots is not { } folder) return;
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    public Uri Address => address;

    /// <summary>
    /// Leaves each page first: Chromium now and then never answers when a context is closed while one of its pages is
    /// on its way to another address, as after a sign-out or after an order is sent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var open in context.Pages) await LeaveAsync(open);
            await context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException) { TestContext.Current.SendDiagnosticMessage("A browser context did not close."); }
    }

    private static async Task LeaveAsync(IPage page)
    {
        try { await page.GotoAsync("about:blank", new() { Timeout = 5_000 }); }
        catch (Exception left) when (left is PlaywrightException or TimeoutException)
        {
            // It is closed already, or busy for ever in a test that failed.
        }
    }
}
