using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

/// <summary>Messengers and link checkers ask with HEAD before they show a menu's address.</summary>
public sealed class HeadTests(SharedProducts products)
{
    [Theory]
    [InlineData("/r/spice-garden")]
    [InlineData("/r/maison-lumiere")]
    [InlineData("/r/spice-garden/basket")]
    public async Task A_guest_page_answers_HEAD_as_GET_without_its_body(string path)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        using var page = await visitor.GetAsync(path);
        using var head = await visitor.Http.SendAsync(new(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(page.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(page.Headers.GetValues("Content-Security-Policy"),
            head.Headers.GetValues("Content-Security-Policy"));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_address_without_a_restaurant_is_404_to_HEAD_too()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        Assert.Equal(HttpStatusCode.NotFound,
            (await visitor.Http.SendAsync(new(HttpMethod.Head, "/r/nowhere"))).StatusCode);
    }
}
