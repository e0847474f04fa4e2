using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Restpy.IntegrationTests.Core;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Every endpoint of the running product, files included, made to answer in every way it can: the headers stand on each
/// answer.
/// </summary>
public sealed class EveryHeaderTests(SharedProducts products)
{
    private static readonly string[] Always = [
        "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Content-Security-Policy", "Cache-Control"];

    [Fact]
    public async Task Every_endpoint_carries_the_headers_whatever_it_answers()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var owner = await Attacker.BranchOwnerAsync(restpy);
        var token = await Attacker.FormTokenAsync(owner);
        var admin = await restpy.AsAsync("admin@restpy.example");
        using var stranger = restpy.Visitor();
        var code = await Attacker.TokenAsync(restpy, "spice-garden");
        var (bare, statuses) = (new List<string>(), new HashSet<int>());
        var endpoints = await ProductEndpoint.AllAsync(restpy);
        Assert.True(endpoints.Count > 100);
        foreach (var endpoint in endpoints)
        {
            var real = endpoint.Address(name => name switch
            {
                "slug" => "spice-garden",
                "token" => code,
                "documentName" => "openapi",
                _ => Guid.NewGuid().ToString(),
            });
            var wrong = endpoint.Address(_ => "-");
            await LookAsync(stranger, endpoint.Method, real);
            await LookAsync(owner, endpoint.Method, real);
            if (endpoint.IsOf("/platform")) await LookAsync(admin, endpoint.Method, real);
            await LookAsync(owner, endpoint.Method, wrong);
            await LookAsync(owner, "DELETE", real);
            if (HttpMethods.IsGet(endpoint.Method)) continue;
            await LookAsync(owner, endpoint.Method, real, r => r.Headers.Add("Sec-Fetch-Site", "cross-site"));
            await LookAsync(owner, endpoint.Method, real,
                r => (r.Content, _) = (new StringContent("<a/>", Encoding.UTF8, "application/xml"),
                    r.Headers.TryAddWithoutValidation("X-CSRF-TOKEN", token)));
            // The server closes the connection it refused to read from; the next request must not be sent on it.
            await LookAsync(owner, endpoint.Method, real,
                r => (r.Content, r.Headers.ConnectionClose, r.Headers.ExpectContinue,
                    _) = (new StringContent(new string('x', 3_000_000), Encoding.UTF8, "application/json"), true, true,
                    r.Headers.TryAddWithoutValidation("X-CSRF-TOKEN", token)));
        }
        Attacker.None(bare);
        Assert.Superset(new HashSet<int> { 200, 302, 400, 401, 403, 404, 405, 413, 415 }, statuses);

        async Task LookAsync(PageClient who, string method, string address, Action<HttpRequestMessage>? change = null)
        {
            using var request = new HttpRequestMessage(new(method), address);
            change?.Invoke(request);
            try
            {
                using var answer = await who.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                statuses.Add((int)answer.StatusCode);
                if (Missing(answer) is { Count: > 0 } missing)
                    bare.Add(
                        $"{method} {address} answered {(int)answer.StatusCode} without {string.Join(", ", missing)}");
            }
            catch (HttpRequestException cut) when (request.Content?.Headers.ContentLength > 2_000_000)
            {
                // The server may close while the large body is still on its way; that is an answer of the socket, not
                // of ours.
                Assert.IsType<IOException>(cut.InnerException, exactMatch: false);
            }
        }
    }

    [Fact]
    public async Task Every_file_carries_them_when_it_is_sent_and_when_it_is_known_already()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        var files = (await EndpointTable.ReadAsync(restpy.Services))
            .Where(e => e.Metadata.GetMetadata<IAccess>() is OpenAttribute { RateLimit: "assets" })
            .Select(e => "/" + e.Endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        Assert.True(files.Count > 40);
        // Nothing lists them.
        foreach (var folder in files.Select(f => f[..(f.LastIndexOf('/') + 1)]).Where(f => f.Length > 1).Distinct())
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(folder)).StatusCode);
        var bare = new List<string>();
        foreach (var file in files)
        {
            using var sent = await visitor.GetAsync(file);
            using var again = new HttpRequestMessage(HttpMethod.Get, file);
            again.Headers.IfNoneMatch.Add(sent.Headers.ETag!);
            using var known = await visitor.Http.SendAsync(again);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (sent.StatusCode, known.StatusCode));
            bare.AddRange(
                new[] { sent, known }.SelectMany(a => Missing(a).Select(m => $"{file} {(int)a.StatusCode}: {m}")));
        }
        Attacker.None(bare);
    }

    [Fact]
    public async Task Who_asks_too_often_is_refused_with_them_at_every_public_endpoint()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:all"] = "1/1" });
        using var visitor = restpy.Visitor();
        var (bare, refused) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy)).Where(d => d.Access is OpenAttribute))
        {
            HttpResponseMessage answer = null!;
            for (var tries = 0; tries < 20 && answer?.StatusCode != HttpStatusCode.TooManyRequests; tries++)
            {
                using var request = new HttpRequestMessage(new(endpoint.Method), endpoint.Address(_ => "-"));
                answer = await visitor.Http.SendAsync(request);
            }
            Assert.True(answer!.StatusCode == HttpStatusCode.TooManyRequests, endpoint.Name);
            refused++;
            Assert.NotNull(answer.Headers.RetryAfter);
            bare.AddRange(Missing(answer).Select(m => $"{endpoint.Name}: {m}"));
        }
        Assert.True(refused > 20);
        Attacker.None(bare);
    }

    [Fact]
    public async Task Over_https_only_our_own_host_name_sends_hsts_with_subdomains()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["Restpy:TrustedProxies:0"] = "127.0.0.1", ["Restpy:PublicUrl"] = "https://menu.restpy.example",
        });
        foreach (var (host, expected) in new[] {
            ("menu.restpy.example", "max-age=63072000; includeSubDomains; preload"),
            ("order.spice-garden.example", "max-age=63072000") })
        {
            foreach (var path in new[] { "/sign-in", "/healthz", "/nothing/here", "/css/base.css" })
            {
                var answer = await StatusOf.SendAsync(restpy, HttpMethod.Get, path,
                    r => (r.Headers.Host, _) = (host,
                        r.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9")
                        && r.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https")));
                Assert.Equal(expected, Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
                // The one a page takes away again as well: what is not secure is sent in clear to whoever asks without
                // TLS.
                if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                    Assert.All(cookies,
                        c => Assert.True(c.Contains("; secure", StringComparison.Ordinal)
                            && c.Contains("; httponly", StringComparison.Ordinal), c));
            }
        }
        Assert.False((await StatusOf.SendAsync(restpy, HttpMethod.Get, "/healthz"))
            .Headers.Contains("Strict-Transport-Security"));
    }

    private static List<string> Missing(HttpResponseMessage answer)
    {
        string One(string name) =>
            answer.Headers.TryGetValues(name, out var values) ? string.Join(" and ", values) : "";
        var missing = Always.Where(name => One(name).Length == 0).ToList();
        if (answer.Headers.Any(h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)))
            missing.Add("a wall to pages elsewhere");
        var type = answer.Content.Headers.ContentType;
        if (type is null && answer.Content.Headers.ContentLength is > 0) missing.Add("its type");
        if (type is { CharSet: null }
            && (type.MediaType!.StartsWith("text/", StringComparison.Ordinal)
                || type.MediaType.EndsWith("xml", StringComparison.Ordinal)))
            missing.Add($"the encoding of {type.MediaType}");
        var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
        var policy = One("Content-Security-Policy");
        if (!policy.StartsWith("default-src 'none'", StringComparison.Ordinal)
            || !policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)
            || policy.Contains("unsafe", StringComparison.Ordinal)
            || policy.Contains(" and ", StringComparison.Ordinal)) missing.Add("a strict policy");
        if (isPage
            && !policy.Contains("require-trusted-types-for 'script'; trusted-types 'none'", StringComparison.Ordinal))
            missing.Add("trusted types");
        if (isPage && !policy.Contains("report-uri /security/reports", StringComparison.Ordinal))
            missing.Add("where to report");
        if (!isPage && policy != "default-src 'none'; frame-ancestors 'none'") missing.Add("the policy of data");
        return missing;
    }
}
