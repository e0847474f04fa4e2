using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>Large answers travel compressed, and none of them holds a secret that the next one holds too.</summary>
public sealed class CompressionTests(SharedProducts products)
{
    private const string Manager = "manager@spice-garden.example";

    [Fact]
    public async Task Every_marked_answer_is_compressed_and_repeats_no_secret()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var codes = await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            return (await db.Set<TableCode>().AsNoTracking().Where(c => c.RevokedAt == null).ToListAsync())
                .Select(c => s.GetRequiredService<CodeTokens>().Make(c.RestaurantId, c.Id)).ToList();
        });
        var manager = await restpy.AsAsync(Manager);
        var secrets = manager.Cookies.GetCookies(restpy.Address).Select(c => c.Value).Concat(codes)
            .Where(s => s.Length > 15).ToList();
        var marked = (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "GET" && d.Endpoint.Metadata.GetMetadata<CompressedAttribute>() is not null)
            .ToList();
        Assert.True(marked.Count >= 10, $"{marked.Count}");
        var faults = new List<string>();
        foreach (var endpoint in marked.Where(d => !d.Pattern.StartsWith("/platform", StringComparison.Ordinal)))
        {
            var path = endpoint.Pattern.EndsWith("/pad", StringComparison.Ordinal) ? "/staff/pad?takeaway=1"
                : endpoint.Pattern;
            var (first, encoding) = await ReadAsync(manager, path);
            var (second, _) = await ReadAsync(manager, path);
            if (encoding != "br") faults.Add($"{path} came {encoding}");
            faults.AddRange(secrets.Where(s => first.Contains(s, StringComparison.Ordinal))
                .Select(s => $"{path} holds {s[..6]}…"));
            faults.AddRange(TokensOf(first).Intersect(TokensOf(second))
                .Select(t => $"{path} repeats a form token {t[..6]}…"));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("/staff/account")]
    [InlineData("/staff/tables")]
    [InlineData("/sign-in")]
    public async Task An_answer_that_is_not_marked_is_not_compressed(string path)
    {
        var manager = await (await products.OnAsync(DatabaseKind.Sqlite)).AsAsync(Manager);
        Assert.Equal("", (await ReadAsync(manager, path)).Encoding);
    }

    [Fact]
    public async Task Behind_a_proxy_with_TLS_it_is_compressed_too()
    {
        await using var restpy = await TestProduct.StartAsync(
            DatabaseKind.Sqlite, settings: new() { ["Restpy:TrustedProxies:0"] = "127.0.0.1" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/security")
        {
            Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.9" },
                { "Accept-Encoding", "br" } },
        };
        using var visitor = restpy.Visitor();
        var answer = await visitor.Http.SendAsync(request);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"), "It must be taken for a request over TLS.");
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
    }

    [Theory, OnBothDatabases]
    public async Task A_program_that_has_this_menu_is_told_so(DatabaseKind kind)
    {
        var manager = await (await products.OnAsync(kind)).AsAsync(Manager);
        var first = await manager.GetAsync("/api/v1/menu");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/menu")
        {
            Headers = { IfNoneMatch = { first.Headers.ETag! } },
        };
        Assert.Equal(HttpStatusCode.NotModified, (await manager.Http.SendAsync(again)).StatusCode);
    }

    private static async Task<(string Text, string Encoding)> ReadAsync(StaffClient person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "br" } } };
        var answer = await person.Http.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answered {(int)answer.StatusCode}");
        var encoding = string.Join(", ", answer.Content.Headers.ContentEncoding);
        var bytes = await answer.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(
            encoding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : bytes, Encoding.UTF8);
        return (await reader.ReadToEndAsync(), encoding);
    }

    /// <summary>Whatever looks like a token: encrypted texts of the framework begin so.</summary>
    private static IEnumerable<string> TokensOf(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, "CfDJ8[A-Za-z0-9_-]{40,}").Select(m => m.Value);
}
