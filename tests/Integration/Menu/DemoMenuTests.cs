using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

[Collection("menu")]
public sealed class DemoMenuTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_demo_menus_are_whole(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var bengaluru = await new Card(restpy, "spice-garden", "bengaluru").MenuAsync();
        var mumbai = await new Card(restpy, "spice-garden", "mumbai").MenuAsync();
        var lyon = await new Card(restpy, "maison-lumiere", "lyon").MenuAsync();
        // 132 dishes, of which one is off in Bengaluru and five in Mumbai.
        Assert.Equal((131, 127, 104),
            (bengaluru.Items.Count, mumbai.Items.Count,
                lyon.Items.Values.Count(i => !i.Code.StartsWith("NEW", StringComparison.Ordinal))));
        Assert.All(bengaluru.Items.Values, i => Assert.True(i.PriceMinor > 0 && i.Name.Texts.ContainsKey("hi")));
        Assert.Contains(lyon.Items.Values.SelectMany(i => i.Groups).SelectMany(g => g.Modifiers),
            m => m.Allergens != 0);
    }
}
