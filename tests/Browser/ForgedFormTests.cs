using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// A page of somebody else, opened in the browser of a signed-in person, tries to send forms in their name.
/// </summary>
public sealed class ForgedFormTests(Browsers browsers)
{
    [Theory]
    // Another site: the browser leaves the cookie away. Another port of the same site: it sends it along.
    [InlineData("127.0.0.2", 401)]
    [InlineData("127.0.0.1", 403)]
    public async Task A_form_sent_by_a_page_elsewhere_changes_nothing(string host, int signOut)
    {
        await using var device = await browsers.DeviceAsync(Screen.Desktop);
        using var elsewhere = new Elsewhere(host, browsers.Product.Address);
        await device.SignInAsync("waiter@spice-garden.example");
        foreach (var kind in new[] { "application/x-www-form-urlencoded", "text/plain", "multipart/form-data" })
        {
            foreach (var (target, expected) in new[] {
                ("/sign-out", signOut), ("/sign-in", 403), ("/api/v1/orders/send", 415) })
            {
                var answer = await device.Page.RunAndWaitForResponseAsync(async () => await device.Page.GotoAsync(
                    $"{elsewhere.Address}?to={target}&kind={kind}"), r => r.Request.Method == "POST");
                Assert.Equal(expected, answer.Status);
                Assert.StartsWith(browsers.Product.Address.ToString().TrimEnd('/') + target, answer.Url);
            }
        }
        // By script, without asking for leave to read the answer: the browser keeps even its status back, what counts
        // is what it did.
        await device.Page.GotoAsync(elsewhere.Address + "?plain=1");
        await device.Page.EvaluateAsync(
            "to => fetch(to, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }).catch(() => {})",
            new Uri(browsers.Product.Address, "/sign-out").ToString());
        await device.GoAsync("/staff/floor");
        Assert.EndsWith("/staff/floor", device.Page.Url);
    }

    [Fact]
    public async Task The_same_form_sent_from_our_own_page_is_taken()
    {
        await using var device = await browsers.DeviceAsync(Screen.Desktop);
        await device.SignInAsync("waiter@spice-garden.example");
        await device.GoAsync("/staff/floor");
        await device.Page.Locator(".account").ClickAsync();
        var answer = await device.Page.RunAndWaitForResponseAsync(() =>
            device.Page.Locator("form[action='/sign-out'] button").First.ClickAsync(), r => r.Request.Method == "POST");
        Assert.Equal(302, answer.Status);
    }

    /// <summary>Somebody's server: a page with a form to us that sends itself.</summary>
    private sealed class Elsewhere : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Elsewhere(string host, Uri target)
        {
            Address = $"http://{host}:{Free(host)}/";
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = AnswerAsync(target);
        }

        public string Address { get; }

        private static int Free(string host)
        {
            using var found = new TcpListener(IPAddress.Parse(host), 0);
            found.Start();
            return ((IPEndPoint)found.LocalEndpoint).Port;
        }

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync(Uri target)
        {
            while (_listener.IsListening)
            {
                HttpListenerContext asked;
                try
                {
                    asked = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                var query = asked.Request.QueryString;
                var form = query["plain"] is not null ? ""
                    : $"""<form method=post enctype="{query["kind"]}" action="{new Uri(target, query["to"])}"><input name=keep value=0></form><script>document.forms[0].submit()</script>""";
                asked.Response.ContentType = "text/html";
                await asked.Response.OutputStream.WriteAsync(
                    Encoding.UTF8.GetBytes("<!doctype html><title>win</title>" + form));
                asked.Response.Close();
            }
        }
    }
}
