using System.Net;
using AngleSharp.Html.Dom;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What a person reads when something did not work.</summary>
public sealed class ErrorPageTests(SharedProducts products)
{
    [Fact]
    public async Task A_missing_page_says_so_and_leads_back_to_where_one_came_from()
    {
        var page = await PageAsync("waiter@spice-garden.example", "/staff/bills/nowhere", HttpStatusCode.NotFound,
            from: "/staff/bills?state=Open");
        Assert.Equal("Page not found", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/staff/bills?state=Open", page.QuerySelector("a.primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Another_sites_address_is_no_way_back()
    {
        var page = await PageAsync("waiter@spice-garden.example", "/staff/bills/nowhere", HttpStatusCode.NotFound,
            from: "https://elsewhere.example/");
        Assert.Null(page.QuerySelector("a.primary"));
    }

    [Fact]
    public async Task Who_may_not_is_told_whom_to_ask()
    {
        var page = await PageAsync("waiter@spice-garden.example", "/staff/people", HttpStatusCode.Forbidden);
        Assert.Contains("Ask a manager", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Too_many_sign_ins_say_in_how_many_seconds_to_try_again()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:sign-in"] = "1/5" });
        using var visitor = restpy.Visitor();
        await visitor.Http.PostAsync("/sign-in", null);
        using var refused = await visitor.Http.PostAsync("/sign-in", null);
        var seconds = refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(seconds, 1, 12);
        var page = await PageClient.ParseAsync(refused);
        Assert.Equal($"Try again in {seconds} seconds.", page.QuerySelector("[data-wait]")!.TextContent);
    }

    [Fact]
    public async Task Who_was_signed_out_by_time_reads_why()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        restpy.Clock.Advance(TimeSpan.FromMinutes(70));
        using var sent = await waiter.GetAsync("/staff/floor");
        Assert.Contains("nobody tapped",
            (await waiter.PageAsync(sent.Headers.Location!.ToString())).QuerySelector(".flash")!.TextContent);
    }

    private async Task<IHtmlDocument> PageAsync(string email, string path, HttpStatusCode expected, string? from = null)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var person = await restpy.AsAsync(email);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (from is not null) request.Headers.Referrer = new Uri(restpy.Address, from);
        using var answer = await person.Http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        return await PageClient.ParseAsync(answer);
    }
}
