using Xunit;
using Xunit.Sdk;

namespace Restpy.BrowserTests;

/// <summary>That the screens pass says something only if a bad page does not.</summary>
public sealed class AxeTests(Browsers browsers)
{
    private const string Bad =
        """<html lang="en"><title>Bad</title><main><h1>Bad</h1><img src="data:,"><p style="color:#777;background:#888">Pale</p></main></html>""";

    [Fact]
    public async Task It_sees_a_picture_that_says_nothing_and_a_text_nobody_can_read()
    {
        await using var device = await browsers.DeviceAsync(Screen.Phone);
        await device.Page.SetContentAsync(Bad);
        var all = await Assert.ThrowsAsync<TrueException>(() => Axe.FindsNothingAsync(device.Page, "bad"));
        Assert.Contains("image-alt", all.Message);
        Assert.Contains("color-contrast", all.Message);
        var colours = await Assert.ThrowsAsync<TrueException>(() => device.AssertReadableAsync("bad"));
        Assert.DoesNotContain("image-alt", colours.Message);
        Assert.Contains("Pale", colours.Message);
    }
}
