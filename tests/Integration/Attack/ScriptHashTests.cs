using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>Each script tag carries the hash of the file that is sent.</summary>
public sealed class ScriptHashTests(SharedProducts products)
{
    [Fact]
    public async Task Every_script_of_every_page_carries_the_hash_of_what_is_sent()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var scripts = restpy.Services.GetRequiredService<ScriptMap>();
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        foreach (var path in new[] { "/sign-in", "/staff/floor", "/staff/kitchen", "/staff/menu", "/staff/day" })
        {
            var page = await manager.PageAsync(path);
            var tags = page.QuerySelectorAll("script[src]").ToList();
            Assert.NotEmpty(tags);
            foreach (var tag in tags)
            {
                var bytes = await manager.Http.GetByteArrayAsync("/" + tag.GetAttribute("src")!.TrimStart('/'));
                Assert.Equal("sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(bytes)),
                    tag.GetAttribute("integrity"));
            }
        }
        using var map = System.Text.Json.JsonDocument.Parse(scripts.Json);
        Assert.All(map.RootElement.GetProperty("imports").EnumerateObject(),
            i => Assert.StartsWith(
            "sha256-", map.RootElement.GetProperty("integrity").GetProperty(i.Value.GetString()!).GetString()));
    }
}
