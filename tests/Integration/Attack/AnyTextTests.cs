using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.IntegrationTests.Guest;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Whatever Unicode holds may stand in an address, a field or a header; nothing of it breaks an endpoint.
/// </summary>
public sealed class AnyTextTests(SharedProducts products)
{
    private static readonly string[] GuestFields =
        ["q", "no", "diet", "next", "name", "phone", "note", "message", "table", "call"];

    [Theory, OnBothDatabases]
    public async Task Any_text_in_an_address_is_answered(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var endpoints = await ProductEndpoint.AllAsync(restpy);
        var names = endpoints.SelectMany(FieldsOf).Concat(GuestFields).Distinct().ToList();
        var (broken, seed) = (new List<string>(), 0);
        foreach (var endpoint in endpoints.Where(
            d => d.Method == "GET" && !d.Pattern.EndsWith("/live", StringComparison.Ordinal)))
        {
            var text = Uri.EscapeDataString(AnyText.Of(++seed));
            var query = string.Join('&', names.Select(n => $"{n}={text}"));
            var answer = await (await PersonAsync(restpy, endpoint)).GetAsync(Address(endpoint) + "?" + query);
            if (Attacker.IsBroken(answer.StatusCode))
                broken.Add($"{endpoint.Name} answered {(int)answer.StatusCode} to text {seed}");
        }
        Assert.True(seed > 80, $"{seed}");
        Attacker.None(broken);
    }

    [Theory, OnBothDatabases]
    public async Task Any_text_in_a_form_is_answered(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (broken, seed) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "POST" && d.Body is null && !d.Pattern.Contains("sign-out")))
        {
            var person = await PersonAsync(restpy, endpoint);
            var token = await TokenAsync(person);
            foreach (var handler in endpoint.Handlers.DefaultIfEmpty(""))
            {
                var text = AnyText.Of(++seed);
                var fields = FieldsOf(endpoint).Concat(GuestFields).Distinct()
                    .Select(n => KeyValuePair.Create(n, text));
                using var form = new FormUrlEncodedContent(
                    fields.Append(new("_token", token)).Append(new("CommandId", Guid.CreateVersion7().ToString())));
                var answer = await person.Http.PostAsync(
                    Address(endpoint) + (handler.Length > 0 ? "?handler=" + handler : ""), form);
                if (Attacker.IsBroken(answer.StatusCode))
                    broken.Add($"{endpoint.Name} {handler} answered {(int)answer.StatusCode} to text {seed}");
            }
        }
        Assert.True(seed > 60, $"{seed}");
        Attacker.None(broken);
    }

    [Theory, OnBothDatabases]
    public async Task A_search_for_a_noncharacter_shows_the_menu(DatabaseKind kind)
    {
        using var visitor = (await products.OnAsync(kind)).Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/r/spice-garden?q=%EF%BF%BE")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_right_password_leads_to_an_address_with_accents(DatabaseKind kind)
    {
        using var visitor = (await products.OnAsync(kind)).Visitor();
        var page = await visitor.PageAsync("/sign-in?next=/staff/menu%3Fq%3Dcr%C3%A8me");
        var answer = await visitor.SubmitAsync(page, "form", new()
        {
            ["email"] = "waiter@spice-garden.example", ["password"] = TestProduct.Password,
        }, "/sign-in?next=/staff/menu%3Fq%3Dcr%C3%A8me");
        Assert.Equal("/staff/menu?q=cr%C3%A8me", answer.Headers.GetValues("Location").Single());
    }

    internal static async Task<PageClient> PersonAsync(TestProduct restpy, ProductEndpoint endpoint) =>
        endpoint.Access is Platform.Gates.OpenAttribute ? restpy.Visitor()
            : await restpy.AsAsync(endpoint.Pattern.StartsWith("/platform", StringComparison.Ordinal)
                ? "admin@restpy.example" : "owner@spice-garden.example");

    internal static async Task<string> TokenAsync(PageClient person)
    {
        var page = await PageClient.ParseAsync(
            await person.GetAsync(person is StaffClient ? "/staff/choose" : "/sign-in"));
        return page.QuerySelector("input[name=_token]")!.GetAttribute("value")!;
    }

    internal static string Address(ProductEndpoint endpoint) =>
        endpoint.Address(name => name == "slug" ? "spice-garden" : Guid.NewGuid().ToString());

    private static IEnumerable<string> FieldsOf(ProductEndpoint endpoint) =>
        endpoint.Endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not { } page ? []
        : page.HandlerMethods.SelectMany(
        h => h.Parameters.Where(p => p.ParameterInfo.ParameterType == typeof(string)).Select(p => p.Name))
            .Concat(page.BoundProperties.Where(p => p.ParameterType == typeof(string)).Select(p => p.Name));
}
