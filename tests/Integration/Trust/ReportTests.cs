using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Restpy.Trust.Reports;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>
/// Browsers report what the content policy refused. Anybody may send there, so nothing of theirs may be kept.
/// </summary>
public sealed class ReportTests
{
    private const string Payload = "<img src=x onerror=alert(1)>";

    [Theory, OnBothDatabases]
    public async Task What_browsers_report_is_counted_by_page_and_rule_and_shown_to_the_super_admin(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var page = new Uri(restpy.Address, "/staff/menu/items/0190aaaa-0000-7000-8000-000000000000?x=1").ToString();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.NoContent, await SendAsync(restpy, Old("script-src-elem", page, "inline")));
        Assert.Equal(HttpStatusCode.NoContent,
            await SendAsync(restpy,
                New(("img-src", page, "https://evil.example/pixel"),
                    ("style-src-attr", new Uri(restpy.Address, "/t/abc/basket").ToString(), "inline")),
                    "application/reports+json"));
        await restpy.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(restpy, Old("script-src-elem", page, "inline")));
        await restpy.Services.GetRequiredService<ReportTally>().FlushAsync(default);

        var shown = await (await restpy.AsAsync("admin@restpy.example")).PageAsync("/platform/reports");
        var rows = shown.QuerySelectorAll("tbody tr")
            .Select(r => string.Join(" | ", r.Children.Where((_, i) => i != 3).Select(c => c.TextContent.Trim())))
            .ToList();
        Assert.Equal("/staff/menu/items/{id:guid} | script-src-elem | inline | 4", rows[0]);
        Assert.Equal(["/staff/menu/items/{id:guid} | img-src | elsewhere | 1",
            "/t/{token}/basket | style-src-attr | inline | 1"], rows.Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("owner@spice-garden.example")).GetAsync("/platform/reports")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_a_stranger_writes_is_kept(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await SendAsync(restpy, Old(Payload, "https://evil.example/" + Payload, Payload));
        await SendAsync(restpy,
            Old("script-src " + Payload, new Uri(restpy.Address, "/" + Payload).ToString(), "javascript:" + Payload));
        await SendAsync(restpy, New((Payload, Payload, Payload)), "application/reports+json");
        await restpy.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        var rows = await RowsAsync(restpy);
        Assert.Equal([("other", "elsewhere", "elsewhere", 2), ("script-src", "elsewhere", "elsewhere", 1)],
            rows.Select(r => (r.Directive, r.Page, r.Source, (int)r.Count)).OrderBy(r => r.Directive));
    }

    [Fact]
    public async Task Only_small_reports_in_the_two_known_forms_are_read()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var page = new Uri(restpy.Address, "/sign-in").ToString();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            await SendAsync(restpy, Old("img-src", page, "inline"), "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            await SendAsync(restpy, Old("img-src", page, "inline"), "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            await SendAsync(restpy, Old("img-src", page + new string('x', 8200), "inline")));
        // In pieces, without saying how long it will be.
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            await SendAsync(restpy, Old("img-src", page + new string('x', 8200), "inline"), pieces: true));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(restpy, Old("img-src", page, "inline"), pieces: true));
        foreach (var bad in new[] { "", "{", "7", "{\"csp-report\":7}", "null", new string('[', 4000), "{\"a\":1}" })
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(restpy, bad));
        foreach (var empty in new[] { "[]", "[7,null,[]]" })
            Assert.Equal(HttpStatusCode.NoContent, await SendAsync(restpy, empty, "application/reports+json"));
        await restpy.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        Assert.Equal(1, (await RowsAsync(restpy)).Sum(r => r.Count));
    }

    [Fact]
    public async Task It_has_a_small_bucket_of_its_own()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:reports"] = "3/1" });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) statuses.Add(await SendAsync(restpy, Old("img-src", "x", "inline")));
        Assert.Equal([204, 204, 204, 429, 429], statuses.Select(s => (int)s));
        using var visitor = restpy.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/security")).StatusCode);
    }

    private static string Old(string directive, string page, string blocked) =>
        JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["csp-report"] = new Dictionary<string, string>
            {
                ["effective-directive"] = directive, ["document-uri"] = page, ["blocked-uri"] = blocked,
                ["script-sample"] = Payload,
            },
        });

    private static string New(params (string Directive, string Page, string Blocked)[] reports) =>
        JsonSerializer.Serialize(reports.Select(r => new
        {
            type = "csp-violation", body = new
            {
                effectiveDirective = r.Directive, documentURL = r.Page, blockedURL = r.Blocked, sample = Payload,
            },
        }));

    private static async Task<HttpStatusCode> SendAsync(
        TestProduct restpy, string body, string type = "application/csp-report", bool pieces = false)
    {
        using var http = new HttpClient { BaseAddress = restpy.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/security/reports")
        {
            Content = new StringContent(body, Encoding.UTF8),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TransferEncodingChunked = pieces;
        return (await http.SendAsync(request)).StatusCode;
    }

    private static async Task<List<PolicyReport>> RowsAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<PolicyReport>().AsNoTracking()
            .ToListAsync();
    }
}
