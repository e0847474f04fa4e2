using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Restpy.Probe.Attack;

namespace Restpy.Probe.Canaries;

/// <summary>
/// A little of everything in a canary, sent as its people's tablets and a guest's phone send it: rounds that run and
/// rounds that are paid, discounts, credit notes, cash, a closed day, counted dishes, an upload, a basket, an order
/// that waits.
/// </summary>
internal sealed partial class Trade(
    Canary canary, Caller manager, Caller awayOwner, Caller guest, string token, CancellationToken ct)
{
    private readonly CanaryRequests _requests = new(ct);
    private readonly OfficeWork _office = new(canary, manager, awayOwner, new(ct));

    public async Task RunAsync()
    {
        var menu = await _requests.AskAsync(manager, HttpMethod.Get, "/api/v1/menu", null);
        var dishes = menu["categories"]!.AsArray().SelectMany(c => c!["items"]!.AsArray()).Select(i => i!).ToList();
        var plain = Dish(dishes, 1);
        await OpenDrawerAsync(manager);
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/menu/items/{Dish(dishes, 5)["id"]}/countdown",
            new() { ["left"] = 900 });
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/menu/items/{Dish(dishes, 6)["id"]}/sold-out", []);

        var running = await SendAsync(manager, Line(Dish(dishes, 2), 2, variant: true));
        var voided = (await SheetAsync(manager, await BillAsync(manager, running)))["lines"]![0]!["orderLineId"]!;
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/orders/lines/{voided}/void", new()
        {
            ["quantity"] = 1, ["reason"] = "Spilt " + canary.Secret,
        }, must: false);
        await SendAsync(manager, Line(plain, 1));

        var open = await BillAsync(manager, await SendAsync(manager, Line(plain, 2)));
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{open}/discounts", new()
        {
            ["lineId"] = (await SheetAsync(manager, open))["lines"]![0]!["orderLineId"]!.DeepClone(), ["percent"] = 5,
            ["amountMinor"] = 0, ["reason"] = "A regular " + canary.Secret,
        });

        var split = await BillAsync(manager, await SendAsync(manager, Line(plain, 2)));
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{split}/split", new() { ["ways"] = 2 });

        var paid = await PayAsync(manager, await SendAsync(manager, Line(plain, 2)));
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{paid}/reprint", []);
        var line = (await SheetAsync(manager, paid))["lines"]![0]!["id"]!;
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{paid}/credit-notes", new()
        {
            ["lines"] = new JsonArray(new JsonObject { ["lineId"] = line.DeepClone(), ["units"] = 1 }),
            ["reason"] = "Cold " + canary.Secret, ["refundKind"] = "Cash",
        });
        await _requests.AskAsync(manager, HttpMethod.Post, "/api/v1/day/cash", new()
        {
            ["kind"] = "PayIn", ["amountMinor"] = 500, ["reason"] = "Coins " + canary.Secret,
        });

        await JoinAsync();
        await _office.RunAsync();
        await SecondAsync(plain);
        await CloseAwayAsync(plain);
        await UploadAsync();
        await GuestAsync(plain);
    }

    /// <summary>Guests at two tables that became one.</summary>
    private async Task JoinAsync()
    {
        var tables = Tile().Matches(await manager.LookAsync("/staff/floor?handler=Tiles"))
            .Select(m => m.Groups[1].Value).ToList();
        var seated = await _requests.AskAsync(manager, HttpMethod.Post, "/api/v1/orders/seat",
            new() { ["tableId"] = tables[0], ["covers"] = 2 });
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/orders/{seated["orderId"]}/join",
            new() { ["tableId"] = tables[1] });
    }

    private async Task CloseAwayAsync(JsonNode dish)
    {
        await OpenDrawerAsync(awayOwner);
        await PayAsync(awayOwner, await SendAsync(awayOwner, Line(dish, 1)));
        await _requests.AskAsync(awayOwner, HttpMethod.Post, "/api/v1/day/close", new()
        {
            ["branchId"] = canary.Away.Id.ToString(), ["counts"] = new JsonArray(new JsonObject
            {
                ["denominationMinor"] = 10_000, ["pieces"] = 3,
            }), ["reason"] = "Counted by the probe",
        });
    }

    /// <summary>
    /// A refund that waits for a second person, a cap of somebody's own, a token that nobody has, a PIN.
    /// </summary>
    private async Task SecondAsync(JsonNode dish)
    {
        await _requests.FormAsync(awayOwner, "/staff/bills/settings?handler=Refund", ("above", "0"));
        var paid = await PayAsync(manager, await SendAsync(manager, Line(dish, 1)));
        await _requests.AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{paid}/credit-notes", new()
        {
            ["all"] = true, ["reason"] = "Large " + canary.Secret, ["refundKind"] = "Cash",
        });
        await _requests.FormAsync(awayOwner, "/staff/bills/settings?handler=Refund", ("above", "5000"));
        var waiter = await _office.WaiterAsync();
        await _requests.FormAsync(awayOwner, $"/staff/bills/caps/{waiter}?handler=Set", ("discount", "0"),
            ("credit", "0"), ("refund", "1"), ("reason", "Careful " + canary.Secret));
        await _requests.FormAsync(awayOwner, "/staff/api-tokens?handler=Make", ("name", "Token " + canary.Secret),
            ("scopes", "bills.see"), ("days", "1"));
    }

    /// <summary>
    /// A file whose columns are named, which is remembered; then one that changes something and waits for a yes.
    /// </summary>
    private async Task UploadAsync()
    {
        var asked = await UploadAsync($"alpha {canary.Secret};beta\nDish 1;120\n");
        await _requests.FormAsync(manager, "/staff/menu/import?handler=Map", ("upload", asked), ("name", "0"),
            ("price", "1"), ("category", "-1"), ("description", "-1"), ("variant", "-1"), ("code", "-1"));
        using var export = await manager.SendAsync(new(HttpMethod.Get, "/staff/menu/export?separator=comma"), ct);
        await UploadAsync((await export.Content.ReadAsStringAsync(ct))
            .Replace("Dish 1", "Dish one", StringComparison.Ordinal));
    }

    private async Task<string> UploadAsync(string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/menu/import");
        request.Content = new MultipartFormDataContent {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "menu.csv" },
            { new StringContent(manager.FormToken), "_token" } };
        using var answer = await manager.SendAsync(request, ct);
        return answer.Headers.Location?.OriginalString.Split('=')[^1] ?? "";
    }

    private async Task GuestAsync(JsonNode dish)
    {
        var root = $"/r/{canary.Restaurant.Slug}";
        await guest.LookAsync($"{root}/dish/{dish["id"]}");
        await _requests.FormAsync(guest, $"{root}/dish/{dish["id"]}", ("quantity", "1"),
            ("note", "Warm " + canary.Secret));
        var payable = Payable().Match(await guest.LookAsync($"{root}/basket")).Groups[1].Value;
        await _requests.FormAsync(guest, $"{root}/basket", ("payable", payable), ("name", "Guest " + canary.Secret),
            ("phone", "+919900000000"));
        await _requests.FormAsync(guest, $"{root}/dish/{dish["id"]}", ("quantity", "2"),
            ("note", "Cold " + canary.Secret));
        await _requests.AskAsync(guest, HttpMethod.Post, $"/api/v1/guest/{token}/orders",
            new() { ["lines"] = new JsonArray(Line(dish, 1)) }, must: false);
    }

    private static JsonNode Dish(List<JsonNode> dishes, int number) =>
        dishes.First(d => d["code"]!.GetValue<string>().EndsWith($"-{number}", StringComparison.Ordinal));

    private JsonObject Line(JsonNode dish, int quantity, bool variant = false) => new()
    {
        ["itemId"] = dish["id"]!.DeepClone(), ["variantId"] = variant ? dish["variants"]![0]!["id"]!.DeepClone() : null,
        ["modifierIds"] = variant ? new JsonArray(dish["groups"]![0]!["modifiers"]![0]!["id"]!.DeepClone())
        : [], ["quantity"] = quantity, ["note"] = "Note " + canary.Secret,
    };

    private async Task<string> SendAsync(Caller who, JsonObject line) =>
        (await _requests.AskAsync(who, HttpMethod.Post, "/api/v1/orders/send", new()
        {
            ["channel"] = "Takeaway", ["covers"] = 0, ["guestName"] = "Guest " + canary.Secret,
            ["lines"] = new JsonArray(line),
        }))["orderId"]!.GetValue<string>();

    private async Task<string> BillAsync(Caller who, string order) =>
        (await _requests.AskAsync(who, HttpMethod.Post, $"/api/v1/orders/{order}/bill", []))["billId"]!
            .GetValue<string>();

    private Task<JsonNode> SheetAsync(Caller who, string bill) =>
        _requests.AskAsync(who, HttpMethod.Get, $"/api/v1/bills/{bill}", null);

    private async Task<string> PayAsync(Caller who, string order)
    {
        var bill = await BillAsync(who, order);
        var due = (await SheetAsync(who, bill))["dueMinor"]!.DeepClone();
        await _requests.AskAsync(who, HttpMethod.Post, $"/api/v1/bills/{bill}/settle", new()
        {
            ["tenders"] = new JsonArray(new JsonObject { ["kind"] = "Cash", ["amountMinor"] = due }),
        });
        return bill;
    }

    // A run before may have left it open.
    private Task OpenDrawerAsync(Caller who) =>
        _requests.AskAsync(who, HttpMethod.Post, "/api/v1/day/open", new() { ["floatMinor"] = 10_000 }, must: false);

    [GeneratedRegex("name=\"?payable\"?[^>]*value=\"?([0-9]+)")]
    private static partial Regex Payable();

    [GeneratedRegex("id=\"tile-([0-9a-f-]{36})\"")]
    private static partial Regex Tile();
}
