using Restpy.IntegrationTests.Factors;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>Every cookie the product sets, seen as a browser behind a proxy that speaks TLS sees it.</summary>
public sealed class EveryCookieTests
{
    private static readonly string[] Names =
        ["guest", "lang", "restpy", "restpy-device", "restpy-form", "restpy-said", "restpy-second", "restpy-tablet"];

    [Fact]
    public async Task Over_https_no_other_host_can_set_it_no_script_reads_it_and_none_goes_in_clear()
    {
        await using var restpy = await TestProduct.StartAsync(
            DatabaseKind.Sqlite, settings: new() { ["Restpy:TrustedProxies:0"] = "127.0.0.1" });
        var code = await restpy.CodeAsync();
        using var proxy = new TlsProxy();
        using var browser = new StaffClient(restpy.Address, proxy);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "GET" && d.Access is OpenAttribute
                && !d.Pattern.EndsWith("/live", StringComparison.Ordinal)))
            await browser.GetAsync(endpoint.Address(name => name == "slug" ? "spice-garden" : "-"));
        await browser.GetAsync("/r/spice-garden?lang=hi");
        await browser.SignInAsync(Somebody.Waiter, TestProduct.Password);
        await browser.SubmitAsync(await browser.PageAsync("/staff/account/pin"), "main form",
            new() { ["pin"] = "841632", ["again"] = "841632" });
        await Somebody.AskAsync(restpy, Role.Owner, SecondFactorRequirement.SecondFactor);
        using var second = new StaffClient(restpy.Address, proxy.Another());
        await Somebody.PasswordAsync(second, Somebody.Owner);
        using var tablet = new StaffClient(restpy.Address, proxy.Another());
        Assert.StartsWith("/staff/", await tablet.TypeCodeAsync(code), StringComparison.Ordinal);

        Assert.Equal(Names.Select(n => $"__Host-{n}"),
            proxy.Set.Select(c => c.Split('=')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(proxy.Set, cookie =>
        {
            Assert.Contains("; path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("; samesite=(strict|lax)", cookie);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.True(cookie.Length < 1_500, cookie);
        });
        // 192 random bits at least, and a mark of ours.
        Assert.True(proxy.Set.First(c => c.StartsWith("__Host-restpy=", StringComparison.Ordinal)).Split('=', ';')[1]
            .Length >= 40);
    }
}

/// <summary>
/// Keeps cookies as a browser does, and sends them on: the connection to the product is in clear, as behind a proxy.
/// </summary>
internal sealed class TlsProxy(List<string>? set = null) : DelegatingHandler
{
    private readonly Dictionary<string, string> _jar = [];

    /// <summary>Each as it was sent.</summary>
    public List<string> Set { get; } = set ?? [];

    /// <summary>In front of another browser.</summary>
    public TlsProxy Another() => new(Set);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (_jar.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _jar.Select(c => $"{c.Key}={c.Value}")));
        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var sent) ? sent : [])
        {
            Set.Add(cookie);
            var (name, value) = (cookie.Split('=')[0], cookie.Split('=', ';')[1]);
            if (value.Length == 0) _jar.Remove(name);
            else _jar[name] = value;
        }
        return answer;
    }
}
