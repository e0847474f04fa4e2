using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Attack;

/// <summary>Requests with cookies and form tokens of the caller's choice.</summary>
internal static class ForgedRequest
{
    /// <summary>An owner goes to a branch, so that no endpoint turns them away for standing in none.</summary>
    public static async Task EnterAsync(StaffClient me, string who)
    {
        await me.SignInAsync(who, TestProduct.Password);
        if (!who.StartsWith("owner", StringComparison.Ordinal)) return;
        var page = await me.PageAsync("/staff/choose");
        await me.SubmitAsync(page, "form:has([name=workplace])", new()
        {
            ["workplace"] = page.QuerySelectorAll("[name=workplace]").Last().GetAttribute("value"),
        }, "/staff/choose");
    }

    /// <summary>
    /// But for the lock screen, which turns away whoever is no paired tablet before any token is looked at
    /// (TabletReachTests).
    /// </summary>
    public static async Task<List<ProductEndpoint>> UnsafeAsync(
        TestProduct restpy, Func<ProductEndpoint, bool> which)
    {
        var exempt = restpy.Services.GetRequiredService<FormTokenExemptions>().All;
        return [.. (await ProductEndpoint.AllAsync(restpy))
            .Where(d => !HttpMethods.IsGet(d.Method) && !HttpMethods.IsHead(d.Method)
                && d.Access is not OnTabletAttribute && !exempt.Contains(d.Name) && which(d))];
    }

    /// <summary>What a page of this browser works with.</summary>
    public static async Task<(string Session, string Cookie, string Token)> FormOfAsync(PageClient who, string path)
    {
        var page = await who.PageAsync(path);
        var cookies = who.Cookies.GetCookies(new Uri(who.Http.BaseAddress!, "/"))
            .ToDictionary(c => c.Name, c => c.Value);
        return (cookies.GetValueOrDefault("restpy", ""), cookies[FormTokens.Cookie],
            page.QuerySelector("input[name=_token]")!.GetAttribute("value")!);
    }

    public static async Task<HttpStatusCode> SendAsync(TestProduct restpy, ProductEndpoint endpoint, string session,
        string cookie,
        string token, string cookies = "", string code = "", Action<HttpRequestMessage>? change = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = restpy.Address
        };
        var address = endpoint.Address(name => name switch
        {
            "slug" => "spice-garden",
            "token" => code.Length > 0 ? code : Code(restpy),
            _ => Guid.NewGuid().ToString(),
        });
        using var request = new HttpRequestMessage(new(endpoint.Method), address);
        request.Content = endpoint.Body is null
            ? new FormUrlEncodedContent([new("CommandId", Guid.NewGuid().ToString())])
            : new StringContent(endpoint.MadeBody(Guid.NewGuid()).ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("Cookie", cookies.Length > 0 ? cookies
            : string.Join("; ", new[] { ("restpy", session), (FormTokens.Cookie, cookie) }.Where(
                c => c.Item2.Length > 0).Select(c => $"{c.Item1}={c.Item2}")));
        if (token.Length > 0) request.Headers.Add("X-CSRF-TOKEN", token);
        change?.Invoke(request);
        return (await http.SendAsync(request)).StatusCode;
    }

    private static string Code(TestProduct restpy) =>
        Attacker.TokenAsync(restpy, "spice-garden").GetAwaiter().GetResult();
}
