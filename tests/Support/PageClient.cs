using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Restpy.TestSupport;

/// <summary>
/// A browser as far as HTTP goes: cookies, pages parsed, forms sent as they stand, form token included.
/// </summary>
public class PageClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="address">Where the product listens.</param>
    /// <param name="between">What stands between the browser and the product.</param>
    public PageClient(Uri address, DelegatingHandler? between = null)
    {
        Cookies = new();
        HttpMessageHandler socket = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        if (between is not null) (between.InnerHandler, socket) = (socket, between);
        _http = new(socket) { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("Accept", "text/html,application/json");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("RestpyTests/1.0");
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => _http;

    public Task<HttpResponseMessage> GetAsync(string url) => _http.GetAsync(url);

    /// <summary>The page, parsed; fails when the status is not 200.</summary>
    public async Task<IHtmlDocument> PageAsync(string url)
    {
        var answer = await GetAsync(url);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException(
                $"GET {url} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await ParseAsync(answer);
    }

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

    /// <summary>Sends a form of a page: its own fields, with these changed. Null takes a field away.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        IHtmlDocument page, string formSelector, Dictionary<string, string?>? changes = null, string? url = null)
    {
        var form = page.QuerySelector(formSelector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form {formSelector}.");
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name.Length: > 0 } input when input.Type is not ("submit" or "button")
                    && (input.Type is not ("checkbox" or "radio") || input.IsChecked):
                    fields.Add(new(input.Name!, input.Value)); break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    fields.Add(new(select.Name!, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area: fields.Add(new(area.Name!, area.Value)); break;
            }
        }
        foreach (var (name, value) in changes ?? [])
        {
            fields.RemoveAll(f => f.Key == name);
            if (value is not null) fields.Add(new(name, value));
        }
        return await _http.PostAsync(url
            ?? (form.GetAttribute("action") is { Length: > 0 } action ? action : LastPath(page)),
            new FormUrlEncodedContent(fields));
    }

    public void Dispose() => _http.Dispose();

    private static string LastPath(IHtmlDocument page) => page.QuerySelector("meta[name=path]")?.GetAttribute("content")
        ?? throw new InvalidOperationException("Give the address: the form has no action.");
}

/// <summary>A signed-in person's browser, which can also send API commands as the tablets do.</summary>
public sealed class StaffClient(Uri address, DelegatingHandler? between = null) : PageClient(address, between)
{
    private string _token = "";
    private string? _test;
    private long _signedIn;

    /// <summary>
    /// A restaurant that is shared lives longer than a waiter's eight minutes, and than the ten a session may do what
    /// matters without showing again whose it is. Only between tests: within one, the form a test holds would be of a
    /// session that is over.
    /// </summary>
    internal async Task StayAsync(string email, string password)
    {
        var (before, now) = (_test, TestContext.Current.Test?.UniqueID);
        _test = now;
        if (before == now && now is not null || TimeProvider.System.GetElapsedTime(_signedIn) < TimeSpan.FromMinutes(3))
            return;
        await SignInAsync(email, password);
    }

    public async Task SignInAsync(string email, string password)
    {
        var page = await PageAsync("/sign-in");
        var answer = await SubmitAsync(page, "form", new() { ["email"] = email, ["password"] = password }, "/sign-in");
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException(
                $"Sign-in of {email} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        var first = await PageAsync("/staff/choose");
        _token = first.QuerySelector("input[name=_token]")?.GetAttribute("value") ?? "";
        _signedIn = TimeProvider.System.GetTimestamp();
    }

    /// <summary>An API command with a new command id, unless the body brings one.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> CommandAsync(string url, object body)
    {
        var fields = JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
        if (!fields.ContainsKey("commandId")) fields["commandId"] = Guid.CreateVersion7().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(fields) };
        request.Headers.Add("X-CSRF-TOKEN", _token);
        request.Headers.Add("Accept", "application/json");
        var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>The form token of the session this browser has now.</summary>
    public async Task TakeTokenAsync() =>
        _token = (await JsonAsync("/api/v1/session")).GetProperty("token").GetString()!;

    /// <summary>A form that is only a button.</summary>
    public Task<HttpResponseMessage> PressAsync(string url) =>
        Http.PostAsync(url, new FormUrlEncodedContent([new("_token", _token)]));

    public async Task<JsonElement> JsonAsync(string url) => await Http.GetFromJsonAsync<JsonElement>(url);
}
