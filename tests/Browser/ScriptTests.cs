using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>Scripts are loaded by their content's name, each once, also from addresses deep inside.</summary>
public sealed partial class ScriptTests(Browsers browsers)
{
    [Theory]
    [InlineData("/staff/floor", "app")]
    [InlineData("/staff/kitchen", "board")]
    [InlineData("/staff/menu/sold-out", "stock")]
    public async Task Every_module_has_its_hash_in_its_name_and_runs_once(string path, string expected)
    {
        await using var device = await browsers.DeviceAsync(Screen.Tablet);
        await device.SignInAsync("manager@spice-garden.example");
        var asked = new ConcurrentBag<string>();
        device.Page.Request += (_, request) =>
        {
            if (request.ResourceType == "script") asked.Add(new Uri(request.Url).AbsolutePath);
        };
        await device.GoAsync(path);
        await device.AssertCleanAsync(path);
        Assert.All(asked, script => Assert.Matches(Hashed(), script));
        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.Contains(asked, script => script.Contains($"/{expected}.", StringComparison.Ordinal));
        Assert.Contains(asked, script => script.Contains("/queue.", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^/(js|m/\w+)/[\w-]+\.[a-z0-9]{10}\.js$")]
    private static partial Regex Hashed();
}
