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
        var http = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = new CookieContainer(), AllowAutoRedirect = false,
        })
        { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html,application/json");
        var waiter = new Waiter(http);
        var page = await http.GetStringAsync("/sign-in");
        var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_token"] = Token().Match(page).Groups[1].Value, ["email"] = email, ["password"] = "demo-kitchen-2026",
        }));
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
        waiter._token = Token().Match(await http.GetStringAsync("/staff/choose")).Groups[1].Value;
        waiter._lines = await waiter.ThreeDishesAsync();
        return waiter;
    }

    /// <summary>The station that makes the three dishes.</summary>
    public string Station { get; private set; } = "";

    /// <summary>A round of three over the counter, or to a table.</summary>
    public Task SendAsync(Guid? table = null) =>
        PostAsync("/api/v1/orders/send", new
        {
            commandId = Guid.CreateVersion7(), tableId = table, channel = table is null ? "Takeaway"
            : "DineIn", covers = 0, lines = _lines,
        });

    public Task BumpAsync(string ticket) =>
        PostAsync($"/api/v1/kots/{ticket}/bump", new { commandId = Guid.CreateVersion7() });

    /// <summary>The tables of the branch, from the tiles of the floor.</summary>
    public async Task<IReadOnlyList<Guid>> TablesAsync() =>
        [.. Tile().Matches(await GetAsync("/staff/floor?handler=Tiles")).Select(m => Guid.Parse(m.Groups[1].Value))];

    public static string? FirstTicket(string board) =>
        Ticket().Match(board) is { Success: true } first ? first.Groups[1].Value : null;

    public async Task<string> GetAsync(string url) => await _http.GetStringAsync(url);

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string url, object command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(command) };
        request.Headers.Add("X-CSRF-TOKEN", _token);
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Three dishes of one station without choices to make: one KOT.</summary>
    private async Task<object[]> ThreeDishesAsync()
    {
        var menu = await _http.GetFromJsonAsync<JsonElement>("/api/v1/menu");
        var items = menu.GetProperty("categories").EnumerateArray()
            .SelectMany(c => c.GetProperty("items").EnumerateArray())
            .Where(i => i.GetProperty("variants").GetArrayLength() == 0 && !i.GetProperty("soldOut").GetBoolean()
                && i.GetProperty("groups").EnumerateArray().All(g => g.GetProperty("min").GetInt32() == 0));
        var station = items.GroupBy(i => i.GetProperty("station").GetString()).First(g => g.Count() >= 3);
        Station = station.Key!;
        return [.. station.Take(3).Select(i => new
        {
            itemId = i.GetProperty("id").GetGuid(), variantId = (Guid?)null, modifierIds = Array.Empty<Guid>(),
            quantity = 1, note = "",
        })];
    }

    [GeneratedRegex("name=\"_token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("id=\"tile-([0-9a-f-]+)\"")]
    private static partial Regex Tile();

    [GeneratedRegex("data-kot=\"([0-9a-f-]+)\"")]
    private static partial Regex Ticket();
}
