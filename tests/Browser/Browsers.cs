using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(Restpy.BrowserTests.Browsers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Restpy.BrowserTests;

/// <summary>
/// One Chromium and one restaurant on SQLite for all browser tests. Without Chromium they are skipped, except in CI.
/// </summary>
public sealed class Browsers : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public TestProduct Product { get; private set; } = null!;

    /// <summary>Where screenshots go when asked for (RESTPY_SCREENSHOTS); a person looks at them.</summary>
    public static string? Screenshots { get; } =
        Environment.GetEnvironmentVariable("RESTPY_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Chromium without windows takes less time than the whole one; both show the same pages.</summary>
    public static string Chromium { get; } =
        Environment.GetEnvironmentVariable("RESTPY_CHROMIUM") is { Length: > 0 } path ? path
        : new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists) ?? "";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        Product = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        _playwright = await Playwright.CreateAsync();
        // A page whose person's time is over learns it at a beat of the stream, which is five seconds away at most.
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Headless = true, Args = Flags,
        });
    }

    /// <summary>A device of its own: its cookies, its storage, its size.</summary>
    public async Task<Device> DeviceAsync(
        Screen screen, ColorScheme theme = ColorScheme.Light, string locale = "en-IN", Uri? through = null)
    {
        if (_browser is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("Chromium is missing.");
            Assert.Skip("Chromium is not installed here.");
        }
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = screen.Width, Height = screen.Height }, ColorScheme = theme, Locale = locale,
            HasTouch = screen.Touch,
            BaseURL = (through ?? Product.Address).ToString(), DeviceScaleFactor = 1,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await Device.OpenAsync(context, Product.Address);
    }

    public async ValueTask DisposeAsync()
    {
        // What does not close within its time (see Device) goes with Playwright's own process.
        if (_browser is not null)
            await Task.WhenAny(_browser.DisposeAsync().AsTask(), Task.Delay(TimeSpan.FromSeconds(20)));
        _playwright?.Dispose();
        if (Product is not null) await Product.DisposeAsync();
    }
}

public sealed record Screen(int Width, int Height, bool Touch)
{
    public static readonly Screen Phone = new(390, 844, true);
    public static readonly Screen Tablet = new(1180, 820, true);
    public static readonly Screen Desktop = new(1440, 900, false);
}
