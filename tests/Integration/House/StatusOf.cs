using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.House;

/// <summary>Requests that bring about each status there is, one way each.</summary>
internal static class StatusOf
{
    public static readonly IReadOnlyDictionary<int, Func<TestHouse, Task<HttpResponseMessage>>> Ways = new Dictionary<int, Func<TestHouse, Task<HttpResponseMessage>>>
    {
        [200] = house => SendAsync(house, HttpMethod.Get, "/sign-in"),
        [302] = house => SendAsync(house, HttpMethod.Get, "/staff"),
        [304] = NotModifiedAsync,
        [400] = house => SendAsync(house, HttpMethod.Post, "/sign-in"),
        [401] = house => SendAsync(house, HttpMethod.Get, "/api/v1/live"),
        [403] = house => SendAsync(house, HttpMethod.Post, "/sign-in", r => r.Headers.Add("Sec-Fetch-Site", "cross-site")),
        [404] = house => SendAsync(house, HttpMethod.Get, "/nothing/here"),
        [405] = house => SendAsync(house, HttpMethod.Delete, "/healthz"),
        [415] = house => SendAsync(house, HttpMethod.Post, "/api/v1/orders/seat", r => r.Content = new StringContent("<seat/>", System.Text.Encoding.UTF8, "application/xml")),
        [429] = TooManyAsync,
        [500] = house => SendAsync(house, HttpMethod.Get, "/sign-in", r => r.Headers.Add("Cookie", "restpy=" + house.Services.GetRequiredService<IssuedCookies>().Make(RateBuckets.CookieBytes))),
    };

    public static async Task<HttpResponseMessage> SendAsync(TestHouse house, HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = house.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Accept", "text/html");
        change?.Invoke(request);
        return await http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> NotModifiedAsync(TestHouse house)
    {
        var first = await SendAsync(house, HttpMethod.Get, "/css/base.css");
        return await SendAsync(house, HttpMethod.Get, "/css/base.css", r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!));
    }

    private static async Task<HttpResponseMessage> TooManyAsync(TestHouse house)
    {
        HttpResponseMessage answer;
        do answer = await SendAsync(house, HttpMethod.Get, "/readyz");
        while (answer.StatusCode == HttpStatusCode.OK);
        return answer;
    }
}
