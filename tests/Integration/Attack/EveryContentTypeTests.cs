using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Forms nobody can decode are refused, and a request without a form is answered as if it named none.
/// </summary>
public sealed class EveryContentTypeTests(SharedProducts products)
{
    private static readonly (string Type, string Body)[] Undecodable =
    [
        ("application/x-www-form-urlencoded; charset=utf-7", "name=a"),
        ("application/x-www-form-urlencoded; charset=\"utf-32\"", "name=a"),
        ("application/x-www-form-urlencoded; charset=no-such", "name=a"),
        ("multipart/form-data", "name=a"),
        ("multipart/form-data; boundary=b; charset=utf-7", Part("text/plain")),
        ("multipart/form-data; boundary=b", Part("text/plain; charset=utf-7")),
        ("multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=a; filename*=utf-7''a\r\n\r\nx\r\n--b--\r\n"),
        ("multipart/form-data; boundary=" + new string('b', 300), "name=a"),
        ("nonsense", "name=a"),
        ("application/json; charset=utf-7", "{}"),
    ];

    [Fact]
    public async Task No_endpoint_fails_at_a_form_it_cannot_decode()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var broken = new List<string>();
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => !HttpMethods.IsGet(d.Method) && !HttpMethods.IsHead(d.Method)
                && !d.Pattern.Contains("sign-out")))
        {
            var person = await AnyTextTests.PersonAsync(restpy, endpoint);
            var token = await AnyTextTests.TokenAsync(person);
            foreach (var (type, body) in Undecodable)
            {
                using var request = Request(endpoint, type, body);
                request.Headers.Add("X-CSRF-TOKEN", token);
                var status = (int)(await person.Http.SendAsync(request)).StatusCode;
                var isNamed = type.Contains("charset", StringComparison.Ordinal)
                    && !body.Contains("text/plain", StringComparison.Ordinal);
                if (status >= 500 || (isNamed && status is not (415 or 404 or 403 or 409 or 401 or 429)))
                    broken.Add($"{endpoint.Name} answered {status} to {type}");
            }
        }
        Attacker.None(broken);
    }

    [Fact]
    public async Task A_page_is_shown_whatever_form_its_request_names()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var changed = new List<string>();
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => HttpMethods.IsGet(d.Method) && !d.Pattern.EndsWith("/live", StringComparison.Ordinal)))
        {
            var person = await AnyTextTests.PersonAsync(restpy, endpoint);
            var usual = (await person.GetAsync(AnyTextTests.Address(endpoint))).StatusCode;
            foreach (var (type, body) in Undecodable)
            {
                using var request = Request(endpoint, type, body);
                var status = (await person.Http.SendAsync(request)).StatusCode;
                if (status != usual && status != HttpStatusCode.TooManyRequests)
                    changed.Add($"{endpoint.Name} answered {(int)status} instead of {(int)usual} to {type}");
            }
        }
        Attacker.None(changed);
    }

    private static HttpRequestMessage Request(ProductEndpoint endpoint, string type, string body)
    {
        var request = new HttpRequestMessage(new(endpoint.Method), AnyTextTests.Address(endpoint))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }

    private static string Part(string type) =>
        $"--b\r\nContent-Disposition: form-data; name=a\r\nContent-Type: {type}\r\n\r\nx\r\n--b--\r\n";
}
