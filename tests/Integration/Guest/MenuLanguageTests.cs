using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

/// <summary>The language of the menu is the one the guest asked for or chose.</summary>
public sealed class MenuLanguageTests(SharedProducts products)
{
    [Fact]
    public async Task A_language_is_remembered_only_when_a_guest_chooses_it()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var phone = restpy.Visitor();
        phone.Http.DefaultRequestHeaders.Add("Accept-Language", "hi-IN,hi;q=0.9");
        var asked = await phone.GetAsync("/r/spice-garden");
        Assert.Equal("hi", (await PageClient.ParseAsync(asked)).DocumentElement.GetAttribute("lang"));
        Assert.False(asked.Headers.Contains("Set-Cookie"));
        var chosen = await phone.GetAsync("/r/spice-garden?lang=en");
        Assert.Contains(chosen.Headers.GetValues("Set-Cookie"), c => c.StartsWith("lang=en", StringComparison.Ordinal));
        Assert.Equal("en", (await phone.PageAsync("/r/spice-garden")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Staff_read_the_menu_in_the_tapped_language_and_screens_in_their_own()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var owner = await restpy.SignInAsync("owner@spice-garden.example");
        async Task<string?> LanguageAsync(string url) =>
            (await owner.PageAsync(url)).DocumentElement.GetAttribute("lang");
        Assert.Equal("en", await LanguageAsync("/r/spice-garden"));
        Assert.Equal("hi", await LanguageAsync("/r/spice-garden?lang=hi"));
        Assert.Equal("hi", await LanguageAsync("/r/spice-garden"));
        Assert.Equal("en", await LanguageAsync("/staff/choose"));
    }
}
