using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

public sealed class SignInTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_person_signs_in_and_lands_in_the_restaurant(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var client = await restpy.SignInAsync("owner@spice-garden.example");
        var answer = await client.GetAsync("/staff");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var known = await TryAsync(restpy, "owner@spice-garden.example");
        var unknown = await TryAsync(restpy, "nobody@spice-garden.example");
        Assert.Equal(HttpStatusCode.BadRequest, known.Status);
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(known.Sentence, unknown.Sentence);
        Assert.NotEqual("", known.Sentence);
    }

    [Theory]
    [InlineData("https://elsewhere.example/staff")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\t//elsewhere.example")]
    public async Task Nobody_is_led_elsewhere_by_signing_in(string next)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/sign-in?next=" + Uri.EscapeDataString(next));
        var answer = await visitor.SubmitAsync(page, "form", new()
        {
            ["email"] = "owner@spice-garden.example", ["password"] = TestProduct.Password, ["next"] = next,
        }, "/sign-in?next=" + Uri.EscapeDataString(next));
        Assert.Matches("^/staff(/choose)?$", answer.Headers.Location!.ToString());
        var again = await visitor.PageAsync("/staff/step-up?next=" + Uri.EscapeDataString(next));
        answer = await visitor.SubmitAsync(again, "form[action='/staff/step-up']", new()
        {
            ["password"] = TestProduct.Password, ["next"] = next,
        });
        Assert.Matches("^/staff(?!/step-up)", answer.Headers.Location!.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task A_form_without_its_token_is_refused(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/sign-in");
        var answer = await visitor.SubmitAsync(page, "form", new()
        {
            ["email"] = "owner@spice-garden.example", ["password"] = TestProduct.Password, ["_token"] = null,
        }, "/sign-in");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_cookie_stolen_before_sign_out_is_worth_nothing_after_it(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var client = await restpy.SignInAsync("owner@spice-garden.example");
        var stolen = client.Cookies.GetCookieHeader(restpy.Address);
        var page = await client.PageAsync("/staff/choose");
        await client.SubmitAsync(page, "form", url: "/sign-out");
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = restpy.Address
        };
        thief.DefaultRequestHeaders.Add("Cookie", stolen);
        thief.DefaultRequestHeaders.Add("Accept", "text/html");
        var answer = await thief.GetAsync("/staff/choose");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task Signing_in_on_anothers_tablet_ends_their_session(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var tablet = await restpy.SignInAsync("waiter@spice-garden.example");
        var former = tablet.Cookies.GetCookieHeader(restpy.Address);
        await tablet.SignInAsync("waiter2@spice-garden.example", TestProduct.Password);
        Assert.Equal(HttpStatusCode.OK, (await tablet.GetAsync("/staff/floor")).StatusCode);
        var answer = await StatusOf.SendAsync(
            restpy, HttpMethod.Get, "/staff/floor", r => r.Headers.Add("Cookie", former));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Sentence)> TryAsync(TestProduct restpy, string email)
    {
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/sign-in");
        var answer = await visitor.SubmitAsync(page, "form", new()
        {
            ["email"] = email, ["password"] = "not the password",
        }, "/sign-in");
        var refused = await PageClient.ParseAsync(answer);
        return (answer.StatusCode, refused.QuerySelector(".errors")?.TextContent.Trim() ?? "");
    }
}
