using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Core;

/// <summary>Requests that bring about each status there is, one way each.</summary>
internal static class StatusOf
{
    public static readonly IReadOnlyDictionary<int, Func<TestProduct, Task<HttpResponseMessage>>> Ways =
        new Dictionary<int, Func<TestProduct, Task<HttpResponseMessage>>>
        {
            [200] = restpy => SendAsync(restpy, HttpMethod.Get, "/sign-in"),
            [302] = restpy => SendAsync(restpy, HttpMethod.Get, "/staff"),
            [304] = NotModifiedAsync,
            [400] = restpy => SendAsync(restpy, HttpMethod.Post, "/sign-in"),
            [401] = restpy => SendAsync(restpy, HttpMethod.Get, "/api/v1/live"),
            [403] = restpy => SendAsync(
            restpy, HttpMethod.Post, "/sign-in", r => r.Headers.Add("Sec-Fetch-Site", "cross-site")),
            [404] = restpy => SendAsync(restpy, HttpMethod.Get, "/nothing/here"),
            [405] = restpy => SendAsync(restpy, HttpMethod.Delete, "/healthz"),
            [415] = restpy => SendAsync(restpy, HttpMethod.Post, "/api/v1/orders/seat", r => r.Content =
                new StringContent("<seat/>", System.Text.Encoding.UTF8, "application/xml")),
            [429] = TooManyAsync,
            [500] = restpy => SendAsync(restpy, HttpMethod.Get, "/sign-in",
                r => r.Headers.Add("Cookie",
                    "restpy=" + restpy.Services.GetRequiredService<IssuedCookies>().Make(ClientLimiter.CookieBytes))),
        };

    public static async Task<HttpResponseMessage> SendAsync(
        TestProduct restpy, HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = restpy.Address
        };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Accept", "text/html");
        change?.Invoke(request);
        return await http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> NotModifiedAsync(TestProduct restpy)
    {
        var first = await SendAsync(restpy, HttpMethod.Get, "/css/base.css");
        return await SendAsync(
            restpy, HttpMethod.Get, "/css/base.css", r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!));
    }

    private static async Task<HttpResponseMessage> TooManyAsync(TestProduct restpy)
    {
        HttpResponseMessage answer;
        do answer = await SendAsync(restpy, HttpMethod.Get, "/readyz");
        while (answer.StatusCode == HttpStatusCode.OK);
        return answer;
    }
}
