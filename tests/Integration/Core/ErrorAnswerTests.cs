using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>Errors of the API are problem details: the same fields and headers for every status.</summary>
public sealed class ErrorAnswerTests(HeaderTests.Shaky shaky) : IClassFixture<HeaderTests.Shaky>
{
    [Theory]
    [InlineData(400, "POST", "/sign-in")]
    [InlineData(401, "GET", "/api/v1/live")]
    [InlineData(404, "GET", "/nothing/here")]
    [InlineData(405, "DELETE", "/healthz")]
    [InlineData(500, "GET", "/sign-in")]
    public async Task An_error_is_problem_details_of_four_fields(int status, string method, string path)
    {
        using var answer = await SendAsync(status, method, path, "application/json");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.ToString());
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal(["type", "title", "status", "traceId"], problem.EnumerateObject().Select(field => field.Name));
        Assert.Equal($"urn:restpy:status:{status}", problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        Assert.Equal(status >= 500, problem.GetProperty("traceId").ValueKind == JsonValueKind.String);
    }

    [Theory]
    [InlineData(404, "GET", "/nothing/here")]
    [InlineData(500, "GET", "/sign-in")]
    public async Task No_cache_keeps_an_error(int status, string method, string path)
    {
        using var answer = await SendAsync(status, method, path, "text/html");
        Assert.Equal("no-store", Assert.Single(answer.Headers.GetValues("Cache-Control")));
        Assert.False(answer.Headers.Contains("Pragma"));
        Assert.False(answer.Content.Headers.Contains("Expires"));
    }

    [Fact]
    public async Task The_api_answers_as_json_whatever_is_accepted()
    {
        using var answer = await SendAsync(404, "GET", "/api/v1/nothing", "text/html");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.ToString());
    }

    private async Task<HttpResponseMessage> SendAsync(int status, string method, string path, string accepted)
    {
        var answer = await StatusOf.SendAsync(shaky.Product, new(method), path, request =>
        {
            request.Headers.Accept.Clear();
            request.Headers.Add("Accept", accepted);
            // The sessions of this product break on a cookie of ours.
            if (status == 500)
                request.Headers.Add("Cookie", "restpy=" + shaky.Product.Services
                    .GetRequiredService<IssuedCookies>().Make(ClientLimiter.CookieBytes));
        });
        Assert.Equal(status, (int)answer.StatusCode);
        return answer;
    }
}
