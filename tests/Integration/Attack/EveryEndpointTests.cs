using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Read off the endpoint table of the running product, so that a new endpoint is attacked the day it is there.
/// </summary>
public sealed class EveryEndpointTests(SharedProducts products)
{
    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PAGE", "FOO"];

    [Fact]
    public async Task A_page_answers_405_to_a_method_it_has_no_handler_for()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var endpoints = (await ProductEndpoint.AllAsync(restpy)).Where(d => d.IsPage).GroupBy(d => d.Pattern).ToList();
        Assert.True(endpoints.Count > 30);
        var wrong = new List<string>();
        foreach (var page in endpoints)
        {
            var person = await restpy.AsAsync(page.Key.StartsWith("/platform", StringComparison.Ordinal)
                ? "admin@restpy.example" : "owner@maison-lumiere.example");
            var token = await Attacker.FormTokenAsync(person);
            var known = page.Select(d => d.Method).Append(page.Any(d => d.Method == "GET") ? "HEAD" : "").ToHashSet();
            foreach (var method in Methods.Except(known))
            {
                using var request = new HttpRequestMessage(
                    new(method), page.First().Address(_ => Guid.NewGuid().ToString()));
                request.Headers.Add("X-CSRF-TOKEN", token);
                var status = (await person.Http.SendAsync(request)).StatusCode;
                // Who must choose a branch first is told so before.
                if (status is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.Conflict
                    or HttpStatusCode.Forbidden)) wrong.Add($"{method} {page.Key} answered {(int)status}");
            }
        }
        Attacker.None(wrong);
    }

    [Theory, OnBothDatabases]
    public async Task No_command_of_any_role_breaks_whatever_id_it_is_given(DatabaseKind kind)
    {
        // A restaurant of its own: some of these commands are carried out.
        await using var restpy = await TestProduct.StartAsync(kind);
        await Attacker.SeedAsync(restpy);
        var ids = (await Attacker.ThingsOfAsync(restpy, "maison-lumiere")).Append(("nothing", Guid.NewGuid())).ToList();
        var broken = new List<string>();
        foreach (var role in Attacker.Staff)
        {
            var person = await restpy.AsAsync($"{role}@maison-lumiere.example");
            var token = await Attacker.FormTokenAsync(person);
            foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
                .Where(d => !d.IsPage && d.Body is not null && d.Access is NeedsAttribute))
            {
                foreach (var (table, id) in ids)
                {
                    using var request = Attacker.Command(
                        endpoint, endpoint.Address(_ => id.ToString()), endpoint.MadeBody(id), token);
                    var answer = await person.Http.SendAsync(request);
                    if (Attacker.IsBroken(answer.StatusCode))
                        broken.Add(
                            $"{endpoint.Name} of {role} with an id of {table} answered {(int)answer.StatusCode}");
                }
            }
        }
        Attacker.None(broken);
    }

    [Theory, OnBothDatabases]
    public async Task Looking_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await Attacker.SeedAsync(restpy);
        var owner = await Attacker.BranchOwnerAsync(restpy, "maison-lumiere");
        var ids = await Attacker.IdsOfAsync(restpy, "maison-lumiere");
        var before = await EntriesAsync();
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "GET" && d.Access is NeedsAttribute or SignedInAttribute
                && !d.Pattern.EndsWith("/live", StringComparison.Ordinal)))
            foreach (var (_, id) in endpoint.TakesId ? ids : [("", Guid.Empty)])
                foreach (var query in new[] { "", "?table=items&period=today&size=a4&copy=2" })
                    await owner.GetAsync(endpoint.Address(_ => id.ToString()) + query);
        Assert.Equal(before, await EntriesAsync());

        Task<int> EntriesAsync() =>
            restpy.InAsync("maison-lumiere", null,
                s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
                .CountAsync(e => !e.Action.StartsWith("security.")));
    }

    [Theory, OnBothDatabases]
    public async Task A_kind_given_as_a_number_or_a_list_is_no_kind(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await Attacker.BranchOwnerAsync(restpy);
        var token = await Attacker.FormTokenAsync(owner);
        var (taken, tried) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => !d.IsPage && d.Access is NeedsAttribute))
        {
            foreach (var field in endpoint.Fields(t => t.IsEnum))
            {
                foreach (var value in new JsonNode[] {
                    JsonValue.Create(0), JsonValue.Create(99), JsonValue.Create("99"), JsonValue.Create(-1),
                    JsonValue.Create(TwoKindsOf(endpoint, field)) })
                {
                    tried++;
                    using var request = Attacker.Command(endpoint, endpoint.Address(_ => Guid.NewGuid().ToString()),
                        endpoint.With(Guid.NewGuid(), field, value.DeepClone()), token);
                    var answer = await owner.Http.SendAsync(request);
                    if (answer.StatusCode != HttpStatusCode.BadRequest)
                        taken.Add(
                            $"{endpoint.Name} {string.Join('.', field)} = {value} answered {(int)answer.StatusCode}");
                }
            }
        }
        Assert.True(tried > 8);
        Attacker.None(taken);

        // The framework would make a third kind of them, or the same.
        static string TwoKindsOf(ProductEndpoint endpoint, string[] field)
        {
            JsonNode at = endpoint.MadeBody(Guid.NewGuid());
            foreach (var step in field) at = step == "0" ? at[0]! : at[step]!;
            return $"{at},{at}";
        }
    }

    [Fact]
    public async Task An_answer_that_names_a_guest_or_a_session_is_kept_by_nobody_on_the_way()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var token = await Attacker.TokenAsync(restpy, "spice-garden");
        var (shared, named) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "GET" && d.Access is OpenAttribute
                && !d.Pattern.EndsWith("/live", StringComparison.Ordinal)))
        {
            using var visitor = restpy.Visitor();
            var answer = await visitor.GetAsync(endpoint.Address(name => name switch
            {
                "slug" => "spice-garden",
                "token" => token,
                _ => Guid.NewGuid().ToString(),
            }));
            if (!answer.Headers.Contains("Set-Cookie")) continue;
            named++;
            if (answer.Headers.CacheControl is not ({ Private: true } or { NoStore: true }))
                shared.Add($"{endpoint.Pattern}: {answer.Headers.CacheControl}");
        }
        Assert.True(named > 2);
        Attacker.None(shared);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_elsewhere_can_send_nothing_also_where_no_form_token_is_asked_for(
    string header, string value)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var token = await Attacker.TokenAsync(restpy, "spice-garden");
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => !HttpMethods.IsGet(d.Method) && d.Endpoint.Metadata.OfType<NoFormTokenAttribute>().Any()))
        {
            using var visitor = restpy.Visitor();
            using var request = Attacker.Command(
                endpoint, endpoint.Address(_ => token), endpoint.MadeBody(Guid.NewGuid()), "");
            request.Headers.Add(header, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(request)).StatusCode);
        }
    }
}
