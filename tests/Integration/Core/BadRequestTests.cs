using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>Content nobody could have meant is refused with a sentence, before any use case sees it.</summary>
public sealed class BadRequestTests(SharedProducts products)
{
    private const string Seat = "/api/v1/orders/seat";

    [Theory, OnBothDatabases]
    public async Task Json_that_is_none_is_a_bad_request(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        foreach (var body in new[] {
            "", "{", "[]", "null", "\"seat\"", """{"commandId":"not an id"}""", """{"commandId":5}""", "\0\u0001" })
            await ProblemAsync(await PostAsync(restpy, new StringContent(body, Encoding.UTF8, "application/json")),
                HttpStatusCode.BadRequest);
    }

    [Theory, OnBothDatabases]
    public async Task Deeply_nested_json_is_a_bad_request(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var body = string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000);
        await ProblemAsync(await PostAsync(restpy, new StringContent(body, Encoding.UTF8, "application/json")),
            HttpStatusCode.BadRequest);
    }

    [Theory, OnBothDatabases]
    public async Task Another_content_type_is_not_taken(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await ProblemAsync(await PostAsync(restpy, new StringContent("<a/>", Encoding.UTF8, "application/xml")),
            HttpStatusCode.UnsupportedMediaType);
        await ProblemAsync(await PostAsync(restpy, new StringContent("{}", Encoding.UTF8, "text/plain")),
            HttpStatusCode.UnsupportedMediaType);
    }

    [Theory, OnBothDatabases]
    public async Task A_body_of_three_megabytes_is_too_large(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var large = new string(' ', 3 * 1024 * 1024);
        await ProblemAsync(await PostAsync(restpy, new StringContent(large, Encoding.UTF8, "application/json")),
            HttpStatusCode.RequestEntityTooLarge);
        using var visitor = restpy.Visitor();
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("email", new string('a', 3 * 1024 * 1024))]),
        };
        form.Headers.ExpectContinue = true;
        var answer = await visitor.Http.SendAsync(form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_command_without_its_id_is_refused_at_the_field(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var (status, body) = await waiter.CommandAsync(Seat, new
        {
            commandId = Guid.Empty, tableId = Guid.NewGuid(), covers = 2,
        });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("CommandIdMissing", body.GetProperty("code").GetString());
        Assert.Equal("commandId", body.GetProperty("field").GetString());
    }

    private static async Task<HttpResponseMessage> PostAsync(TestProduct restpy, HttpContent content)
    {
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var page = await waiter.PageAsync("/staff/choose");
        using var request = new HttpRequestMessage(HttpMethod.Post, Seat) { Content = content };
        // The answer may come before the body is through, and closes the connection it is being written to.
        request.Headers.ExpectContinue = true;
        request.Headers.Add("X-CSRF-TOKEN", ((IHtmlInputElement)page.QuerySelector("input[name=_token]")!).Value);
        return await waiter.Http.SendAsync(request);
    }

    private static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
    }
}
