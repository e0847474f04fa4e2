using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The endpoint table of the running product: every entry carries a decision, and every change asks for its form token.
/// </summary>
public sealed class EndpointTests(SharedProducts products)
{
    [Fact]
    public async Task Every_endpoint_carries_a_decision_a_known_bucket_and_a_known_permission()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var endpoints = await EndpointsAsync(restpy);
        Assert.True(endpoints.Count > 20);
        Complaints.None(Undecided(endpoints, Buckets(restpy), Permissions(restpy)));
    }

    [Fact]
    public async Task Only_reviewed_endpoints_are_excused_from_the_form_token()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        string[] reviewed = ["POST /api/v1/guest/{token}/orders", "POST /security/reports"];
        Assert.Equal(reviewed, Excused(await EndpointsAsync(restpy)));
        Assert.Equal(reviewed, restpy.Services.GetRequiredService<FormTokenExemptions>().All.Order());
    }

    [Fact]
    public async Task Every_permission_is_held_by_some_role_and_named_once()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var all = restpy.Services.GetRequiredService<PermissionCatalogue>().All;
        Assert.All(all, p => Assert.NotEmpty(p.DefaultRoles));
        Assert.Equal(all.Count, all.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    public async Task Every_change_sent_without_its_form_token_is_refused()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var unsafeOnes = (await EndpointsAsync(restpy)).Where(IsUnsafe)
            .Where(e => e.Metadata.GetMetadata<NoFormTokenAttribute>() is null).ToList();
        Assert.True(unsafeOnes.Count > 5);
        var taken = new List<string>();
        foreach (var endpoint in unsafeOnes)
        {
            using var client = endpoint.Metadata.GetMetadata<OnTabletAttribute>() is null
                ? await restpy.SignInAsync(PersonFor(restpy, endpoint)) : await restpy.PairAsync();
            using var request = new HttpRequestMessage(new(Method(endpoint)), Address(endpoint))
            {
                Content = new FormUrlEncodedContent([new("CommandId", Guid.NewGuid().ToString())]),
            };
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>() is not null)
                request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            var status = (await client.Http.SendAsync(request)).StatusCode;
            // A place that does not exist is refused before the token is looked at.
            if (status == HttpStatusCode.NotFound && endpoint.Metadata.GetMetadata<IScopeSource>() is not null)
                continue;
            if (status != HttpStatusCode.BadRequest)
                taken.Add($"{Method(endpoint)} {endpoint.RoutePattern.RawText} answered {(int)status}");
        }
        Complaints.None(taken);
    }

    [Fact]
    public async Task Probe_endpoints_without_decision_bucket_permission_or_token_are_found()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        Assert.Equal(
            ["GET /a has no decision", "GET /b draws from no bucket we have: petrol",
                "GET /c needs a permission nobody has heard of: fly",
                "GET /e has an attribute of the framework, which goes past our decision",
                "GET /f has an attribute of the framework, which goes past our decision",
                "GET /g has an attribute of the framework, which goes past our decision"],
            Undecided([Made("/a"), Made("/b", new OpenAttribute("petrol")), Made("/c", new NeedsAttribute("fly")),
                Made("/e", new OpenAttribute("public"), new AllowAnonymousAttribute()),
                Made("/f", new SignedInAttribute(), new AuthorizeAttribute { Roles = "cook" }),
                Made("/g", new OpenAttribute("public"), new DisableRateLimitingAttribute())],
                Buckets(restpy), Permissions(restpy)));
        Assert.Equal(["POST /d"],
            Excused([
                Made("/d", new OpenAttribute("public"), new NoFormTokenAttribute("a gateway calls"),
                    new HttpMethodMetadata(["POST"]))]));
    }

    private static IEnumerable<string> Undecided(IEnumerable<RouteEndpoint> endpoints,
        IReadOnlyCollection<string> buckets, IReadOnlyCollection<string> permissions)
    {
        foreach (var endpoint in endpoints)
        {
            var name = $"{Method(endpoint)} {endpoint.RoutePattern.RawText}";
            var access = endpoint.Metadata.GetMetadata<IAccess>();
            if (access is null) yield return $"{name} has no decision";
            else if (!buckets.Contains(access.RateLimit))
                yield return $"{name} draws from no bucket we have: {access.RateLimit}";
            else if (endpoint.Metadata.Any(m => m is IAllowAnonymous or IAuthorizeData or AuthorizationPolicy
                or DisableRateLimitingAttribute or EnableRateLimitingAttribute))
                yield return $"{name} has an attribute of the framework, which goes past our decision";
            else if (access is NeedsAttribute needs && !permissions.Contains(needs.Permission))
                yield return $"{name} needs a permission nobody has heard of: {needs.Permission}";
        }
    }

    private static IEnumerable<string> Excused(IEnumerable<RouteEndpoint> endpoints) =>
        endpoints.Where(e => e.Metadata.GetMetadata<NoFormTokenAttribute>() is not null)
            .Select(e => $"{Method(e)} {e.RoutePattern.RawText}").Order(StringComparer.Ordinal);

    /// <summary>A page once for each method it has handlers for.</summary>
    private static async Task<List<RouteEndpoint>> EndpointsAsync(TestProduct restpy) =>
        [.. (await EndpointTable.ReadAsync(restpy.Services)).SelectMany(entry => entry.Page is null
        ? [entry.Endpoint]
        : entry.Page.HandlerMethods.Select(h => h.HttpMethod.ToUpperInvariant()).Distinct()
            .Select(m => new RouteEndpoint(entry.Endpoint.RequestDelegate!, entry.Endpoint.RoutePattern, 0,
                new([.. entry.Metadata, new HttpMethodMetadata([m])]), entry.Endpoint.DisplayName)))];

    private static RouteEndpoint Made(string path, params object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new(metadata), path);

    private static IReadOnlyCollection<string> Buckets(TestProduct restpy) =>
        restpy.Services.GetRequiredService<RateLimitList>().Names;

    private static HashSet<string> Permissions(TestProduct restpy) =>
        [.. restpy.Services.GetRequiredService<PermissionCatalogue>().All.Select(p => p.Name)];

    private static bool IsUnsafe(RouteEndpoint endpoint) => Method(endpoint) is not ("GET" or "HEAD" or "OPTIONS");

    private static string Method(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.FirstOrDefault() ?? "GET";

    private static string Address(RouteEndpoint endpoint) => "/"
        + string.Join('/', endpoint.RoutePattern.PathSegments.Select(
            segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart text => text.Content,
        RoutePatternSeparatorPart text => text.Content,
        RoutePatternParameterPart { Name: "slug" } => "spice-garden",
        _ => Guid.NewGuid().ToString(),
    }))));

    /// <summary>
    /// Somebody who may do it, so that what stops the request is the missing token and not the permission.
    /// </summary>
    private static string PersonFor(TestProduct restpy, RouteEndpoint endpoint)
    {
        var roles = endpoint.Metadata.GetMetadata<NeedsAttribute>() is { } needs
            ? restpy.Services.GetRequiredService<PermissionCatalogue>().All.Single(p => p.Name == needs.Permission)
            .DefaultRoles
            : [Kernel.Role.Manager];
        if (roles.Contains(Kernel.Role.Manager)) return "manager@spice-garden.example";
        return roles[0] == Kernel.Role.SuperAdmin ? "admin@restpy.example"
            : $"{roles[0].ToString().ToLowerInvariant()}@spice-garden.example";
    }
}
