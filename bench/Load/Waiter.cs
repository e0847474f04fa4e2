using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Restpy.Bench.Load;

/// <summary>A signed-in waiter of the demo who sends rounds of three dishes.</summary>
internal sealed partial class Waiter : IDisposable
{
    private readonly HttpClient _http;
    private string _token = "";
    private object[] _lines = [];

    private Waiter(HttpClient http) => _http = http;

    public static async Task<Waiter> SignInAsync(Server server, string email)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html,application/json");
        var waiter = new Waiter(http);
        var page = await http.GetStringAsync("/sign-in");
        var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["_token"] = Token().Match(page).Groups[1].Value, ["email"] = email, ["password"] = "demo-kitchen-2026" }));
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
        waiter._token = Token().Match(await http.GetStringAsync("/staff/choose")).Groups[1].Value;
        waiter._lines = await waiter.ThreeDishesAsync();
        return waiter;
    }

    public async Task SendAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders/send")
        {
            Content = JsonContent.Create(new { commandId = Guid.CreateVersion7(), channel = "Takeaway", covers = 0, lines = _lines }),
        };
        request.Headers.Add("X-CSRF-TOKEN", _token);
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> GetAsync(string url) => await _http.GetStringAsync(url);

    public void Dispose() => _http.Dispose();

    /// <summary>Three dishes of one station without choices to make: one KOT.</summary>
    private async Task<object[]> ThreeDishesAsync()
    {
        var menu = await _http.GetFromJsonAsync<JsonElement>("/api/v1/menu");
        var items = menu.GetProperty("categories").EnumerateArray().SelectMany(c => c.GetProperty("items").EnumerateArray())
            .Where(i => i.GetProperty("variants").GetArrayLength() == 0 && !i.GetProperty("soldOut").GetBoolean()
                && i.GetProperty("groups").EnumerateArray().All(g => g.GetProperty("min").GetInt32() == 0));
        var station = items.GroupBy(i => i.GetProperty("station").GetString()).First(g => g.Count() >= 3);
        return [.. station.Take(3).Select(i => new { itemId = i.GetProperty("id").GetGuid(), variantId = (Guid?)null, modifierIds = Array.Empty<Guid>(), quantity = 1, note = "" })];
    }

    [GeneratedRegex("name=\"_token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
