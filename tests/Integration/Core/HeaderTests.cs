using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>The security headers stand on every response, whatever its status and whoever made it.</summary>
public sealed class HeaderTests : IClassFixture<HeaderTests.Shaky>
{
    private readonly TestProduct _product;

    public HeaderTests(Shaky shaky) => _product = shaky.Product;

    public static TheoryData<int> Statuses => [.. StatusOf.Ways.Keys];

    [Theory, MemberData(nameof(Statuses))]
    public async Task Every_kind_of_response_carries_the_security_headers(int status)
    {
        var answer = await StatusOf.Ways[status](_product);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", One(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", One(answer, "Permissions-Policy"));
        Assert.NotNull(answer.Headers.CacheControl);
        Assert.False(answer.Headers.Contains("Server"));
        Policy(answer);
    }

    [Fact]
    public async Task A_failure_says_nothing_of_the_inside()
    {
        var answer = await StatusOf.Ways[500](_product);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret detail", body);
        Assert.DoesNotContain("Exception", body);
        Assert.DoesNotContain("   at ", body);
    }

    [Fact]
    public async Task Who_asked_too_often_is_told_when_to_come_back()
    {
        var answer = await StatusOf.Ways[429](_product);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task A_page_in_a_frame_or_from_a_mime_guess_cannot_happen_for_data_either()
    {
        var answer = await StatusOf.SendAsync(_product, HttpMethod.Get, "/api/openapi.json");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", One(answer, "Content-Security-Policy"));
    }

    private static void Policy(HttpResponseMessage answer)
    {
        var policy = One(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        if (answer.Content.Headers.ContentType?.MediaType != "text/html") return;
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("require-trusted-types-for 'script'", policy);
    }

    private static string One(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    /// <summary>A restaurant that can be brought to break and to refuse.</summary>
    public sealed class Shaky : IAsyncLifetime
    {
        public TestProduct Product { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Product = await TestProduct.StartAsync(
            DatabaseKind.Sqlite, services => services.AddScoped<ISessions, BrokenSessions>(),
            new() { ["Restpy:Rates:probe"] = "5/6", ["Logging:LogLevel:Default"] = "None" });

        public ValueTask DisposeAsync() => Product.DisposeAsync();
    }
}
