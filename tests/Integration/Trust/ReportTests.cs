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

/// <summary>Browsers report what the content policy refused. Anybody may send there, so nothing of theirs may be kept.</summary>
public sealed class ReportTests
{
    private const string Payload = "<img src=x onerror=alert(1)>";

    [Theory, OnBothDatabases]
    public async Task What_browsers_report_is_counted_by_page_and_rule_and_shown_to_the_super_admin(DatabaseKind kind)
    {
        await using var house = await TestHouse.StartAsync(kind);
        var page = new Uri(house.Address, "/staff/menu/items/0190aaaa-0000-7000-8000-000000000000?x=1").ToString();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.NoContent, await SendAsync(house, Old("script-src-elem", page, "inline")));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(house, New(("img-src", page, "https://evil.example/pixel"), ("style-src-attr", new Uri(house.Address, "/t/abc/basket").ToString(), "inline")), "application/reports+json"));
        await house.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(house, Old("script-src-elem", page, "inline")));
        await house.Services.GetRequiredService<ReportTally>().FlushAsync(default);

        var shown = await (await house.AsAsync("admin@restpy.example")).PageAsync("/platform/reports");
        var rows = shown.QuerySelectorAll("tbody tr").Select(r => string.Join(" | ", r.Children.Where((_, i) => i != 3).Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal("/staff/menu/items/{id:guid} | script-src-elem | inline | 4", rows[0]);
        Assert.Equal(["/staff/menu/items/{id:guid} | img-src | elsewhere | 1", "/t/{token}/basket | style-src-attr | inline | 1"], rows.Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await house.AsAsync("owner@spice-garden.example")).GetAsync("/platform/reports")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_a_stranger_writes_is_kept(DatabaseKind kind)
    {
        await using var house = await TestHouse.StartAsync(kind);
        await SendAsync(house, Old(Payload, "https://evil.example/" + Payload, Payload));
        await SendAsync(house, Old("script-src " + Payload, new Uri(house.Address, "/" + Payload).ToString(), "javascript:" + Payload));
        await SendAsync(house, New((Payload, Payload, Payload)), "application/reports+json");
        await house.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        var rows = await RowsAsync(house);
        Assert.Equal([("other", "elsewhere", "elsewhere", 2), ("script-src", "elsewhere", "elsewhere", 1)], rows.Select(r => (r.Directive, r.Page, r.Source, (int)r.Count)).OrderBy(r => r.Directive));
    }

    [Fact]
    public async Task Only_small_reports_in_the_two_known_forms_are_read()
    {
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite);
        var page = new Uri(house.Address, "/sign-in").ToString();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await SendAsync(house, Old("img-src", page, "inline"), "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await SendAsync(house, Old("img-src", page, "inline"), "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(house, Old("img-src", page + new string('x', 8200), "inline")));
        // In pieces, without saying how long it will be.
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(house, Old("img-src", page + new string('x', 8200), "inline"), pieces: true));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(house, Old("img-src", page, "inline"), pieces: true));
        foreach (var bad in new[] { "", "{", "7", "{\"csp-report\":7}", "null", new string('[', 4000), "{\"a\":1}" }) Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(house, bad));
        foreach (var empty in new[] { "[]", "[7,null,[]]" }) Assert.Equal(HttpStatusCode.NoContent, await SendAsync(house, empty, "application/reports+json"));
        await house.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        Assert.Equal(1, (await RowsAsync(house)).Sum(r => r.Count));
    }

    [Fact]
    public async Task It_has_a_small_bucket_of_its_own()
    {
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:reports"] = "3/1" });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) statuses.Add(await SendAsync(house, Old("img-src", "x", "inline")));
        Assert.Equal([204, 204, 204, 429, 429], statuses.Select(s => (int)s));
        using var visitor = house.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/security")).StatusCode);
    }

    private static string Old(string directive, string page, string blocked) =>
        JsonSerializer.Serialize(new Dictionary<string, object> { ["csp-report"] = new Dictionary<string, string> { ["effective-directive"] = directive, ["document-uri"] = page, ["blocked-uri"] = blocked, ["script-sample"] = Payload } });

    private static string New(params (string Directive, string Page, string Blocked)[] reports) =>
        JsonSerializer.Serialize(reports.Select(r => new { type = "csp-violation", body = new { effectiveDirective = r.Directive, documentURL = r.Page, blockedURL = r.Blocked, sample = Payload } }));

    private static async Task<HttpStatusCode> SendAsync(TestHouse house, string body, string type = "application/csp-report", bool pieces = false)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/security/reports") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TransferEncodingChunked = pieces;
        return (await http.SendAsync(request)).StatusCode;
    }

    private static async Task<List<PolicyReport>> RowsAsync(TestHouse house)
    {
        await using var scope = house.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<PolicyReport>().AsNoTracking().ToListAsync();
    }
}
