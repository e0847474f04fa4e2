using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Restpy.Kernel;
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
    public async Task RunAsync()
    {
        var menu = await AskAsync(manager, HttpMethod.Get, "/api/v1/menu", null);
        var dishes = menu["categories"]!.AsArray().SelectMany(c => c!["items"]!.AsArray()).Select(i => i!).ToList();
        var plain = Dish(dishes, 1);
        await OpenDrawerAsync(manager);
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/menu/items/{Dish(dishes, 5)["id"]}/countdown",
            new() { ["left"] = 900 });
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/menu/items/{Dish(dishes, 6)["id"]}/sold-out", []);

        var running = await SendAsync(manager, Line(Dish(dishes, 2), 2, variant: true));
        var voided = (await SheetAsync(manager, await BillAsync(manager, running)))["lines"]![0]!["orderLineId"]!;
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/orders/lines/{voided}/void", new()
        {
            ["quantity"] = 1, ["reason"] = "Spilt " + canary.Secret,
        }, must: false);
        await SendAsync(manager, Line(plain, 1));

        var open = await BillAsync(manager, await SendAsync(manager, Line(plain, 2)));
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{open}/discounts", new()
        {
            ["lineId"] = (await SheetAsync(manager, open))["lines"]![0]!["orderLineId"]!.DeepClone(), ["percent"] = 5,
            ["amountMinor"] = 0, ["reason"] = "A regular " + canary.Secret,
        });

        var paid = await PayAsync(manager, await SendAsync(manager, Line(plain, 2)));
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{paid}/reprint", []);
        var line = (await SheetAsync(manager, paid))["lines"]![0]!["id"]!;
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{paid}/credit-notes", new()
        {
            ["lines"] = new JsonArray(new JsonObject { ["lineId"] = line.DeepClone(), ["units"] = 1 }),
            ["reason"] = "Cold " + canary.Secret, ["refundKind"] = "Cash",
        });
        await AskAsync(manager, HttpMethod.Post, "/api/v1/day/cash", new()
        {
            ["kind"] = "PayIn", ["amountMinor"] = 500, ["reason"] = "Coins " + canary.Secret,
        });

        await SettingsAsync();
        await TabletAsync();
        await PeopleAsync();
        await SecondAsync(plain);
        await CloseAwayAsync(plain);
        await UploadAsync();
        await GuestAsync(plain);
    }

    private async Task CloseAwayAsync(JsonNode dish)
    {
        await OpenDrawerAsync(awayOwner);
        await PayAsync(awayOwner, await SendAsync(awayOwner, Line(dish, 1)));
        await AskAsync(awayOwner, HttpMethod.Post, "/api/v1/day/close", new()
        {
            ["branchId"] = canary.Away.Id.ToString(), ["counts"] = new JsonArray(new JsonObject
            {
                ["denominationMinor"] = 10_000, ["pieces"] = 3,
            }), ["reason"] = "Counted by the probe",
        });
    }

    private async Task SettingsAsync()
    {
        await FormAsync(awayOwner, "/staff/bills/settings?handler=Cap", ("role", "Manager"), ("discount", "25"),
            ("credit", "100"), ("compliment", "true"));
        await FormAsync(awayOwner, "/staff/bills/settings?handler=Series", ("branchId", canary.Away.Id.ToString()),
            ("kind", "Bill"), ("prefix", canary.Away.Code));
        await FormAsync(awayOwner, "/staff/security", ("role", "Kitchen"), ("demand", "Password"));
        await FormAsync(awayOwner, $"/staff/tables/codes?handler=Revoke&branch={canary.Away.Key}",
            ("reason", "Lost " + canary.Secret));
    }

    /// <summary>A PIN, and a code for a tablet that nobody types.</summary>
    private async Task TabletAsync()
    {
        await FormAsync(manager, "/staff/account/pin", ("pin", "730519"), ("again", "730519"));
        await FormAsync(manager, "/staff/devices", ("name", "Pass " + canary.Secret),
            ("branchId", canary.Home.Id.ToString()), ("screen", "Kitchen"));
    }

    /// <summary>
    /// Somebody invited, a role changed and changed back, somebody given a thing and not any more: rows, and rights as
    /// before.
    /// </summary>
    private async Task PeopleAsync()
    {
        await FormAsync(awayOwner, "/staff/people/invite", ("Name", "Invited " + canary.Secret),
            ("Email", canary.EmailOf("invited")), ("Role", "Waiter"), ("BranchId", canary.Away.Id.ToString()),
            ("Language", "en"));
        await FormAsync(awayOwner, "/staff/roles?role=Accountant", ("may", "menu.sold-out"));
        await FormAsync(awayOwner, "/staff/roles?role=Accountant", ("seen", "menu.sold-out"));
        var waiter = Person().Matches(await awayOwner.LookAsync("/staff/people"))
            .First(p => p.Groups[2].Value == canary.Email(Role.Waiter)).Groups[1].Value;
        await FormAsync(awayOwner, $"/staff/people/{waiter}?handler=Give", ("permission", "reports.see"),
            ("allowed", "true"), ("reason", "Asked " + canary.Secret));
        var given = Given().Match(await awayOwner.LookAsync($"/staff/people/{waiter}")).Groups[1].Value;
        await FormAsync(awayOwner, $"/staff/people/{waiter}?handler=TakeBack", ("given", given));
    }

    /// <summary>
    /// A refund that waits for a second person, a cap of somebody's own, a token that nobody has, a PIN.
    /// </summary>
    private async Task SecondAsync(JsonNode dish)
    {
        await FormAsync(awayOwner, "/staff/bills/settings?handler=Refund", ("above", "0"));
        var paid = await PayAsync(manager, await SendAsync(manager, Line(dish, 1)));
        await AskAsync(manager, HttpMethod.Post, $"/api/v1/bills/{paid}/credit-notes", new()
        {
            ["all"] = true, ["reason"] = "Large " + canary.Secret, ["refundKind"] = "Cash",
        });
        await FormAsync(awayOwner, "/staff/bills/settings?handler=Refund", ("above", "5000"));
        var waiter = Person().Matches(await awayOwner.LookAsync("/staff/people"))
            .First(p => p.Groups[2].Value == canary.Email(Role.Waiter)).Groups[1].Value;
        await FormAsync(awayOwner, $"/staff/bills/caps/{waiter}?handler=Set", ("discount", "0"), ("credit", "0"),
            ("refund", "1"), ("reason", "Careful " + canary.Secret));
        await FormAsync(awayOwner, "/staff/api-tokens?handler=Make", ("name", "Token " + canary.Secret),
            ("scopes", "bills.see"), ("days", "1"));
    }

    /// <summary>
    /// A file whose columns are named, which is remembered; then one that changes something and waits for a yes.
    /// </summary>
    private async Task UploadAsync()
    {
        var asked = await UploadAsync($"alpha {canary.Secret};beta\nDish 1;120\n");
        await FormAsync(manager, "/staff/menu/import?handler=Map", ("upload", asked), ("name", "0"), ("price", "1"),
            ("category", "-1"), ("description", "-1"), ("variant", "-1"), ("code", "-1"));
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
        var root = $"/r/{canary.House.Slug}";
        await guest.LookAsync($"{root}/dish/{dish["id"]}");
        await FormAsync(guest, $"{root}/dish/{dish["id"]}", ("quantity", "1"), ("note", "Warm " + canary.Secret));
        var payable = Payable().Match(await guest.LookAsync($"{root}/basket")).Groups[1].Value;
        await FormAsync(guest, $"{root}/basket", ("payable", payable), ("name", "Guest " + canary.Secret),
            ("phone", "+919900000000"));
        await FormAsync(guest, $"{root}/dish/{dish["id"]}", ("quantity", "2"), ("note", "Cold " + canary.Secret));
        await AskAsync(guest, HttpMethod.Post, $"/api/v1/guest/{token}/orders",
            new() { ["lines"] = new JsonArray(Line(dish, 1)) }, must: false);
    }

    [GeneratedRegex("""/staff/people/([0-9a-f-]{36})">[^<]*</a> <small>([^<]*)</small>""")]
    private static partial Regex Person();

    [GeneratedRegex("""name="given" value="([0-9a-f-]{36})">""")]
    private static partial Regex Given();

    private static JsonNode Dish(List<JsonNode> dishes, int number) =>
        dishes.First(d => d["code"]!.GetValue<string>().EndsWith($"-{number}", StringComparison.Ordinal));

    private JsonObject Line(JsonNode dish, int quantity, bool variant = false) => new()
    {
        ["itemId"] = dish["id"]!.DeepClone(), ["variantId"] = variant ? dish["variants"]![0]!["id"]!.DeepClone() : null,
        ["modifierIds"] = variant ? new JsonArray(dish["groups"]![0]!["modifiers"]![0]!["id"]!.DeepClone())
        : [], ["quantity"] = quantity, ["note"] = "Note " + canary.Secret,
    };

    private async Task<string> SendAsync(Caller who, JsonObject line) =>
        (await AskAsync(who, HttpMethod.Post, "/api/v1/orders/send", new()
        {
            ["channel"] = "Takeaway", ["covers"] = 0, ["guestName"] = "Guest " + canary.Secret,
            ["lines"] = new JsonArray(line),
        }))["orderId"]!.GetValue<string>();

    private async Task<string> BillAsync(Caller who, string order) =>
        (await AskAsync(who, HttpMethod.Post, $"/api/v1/orders/{order}/bill", []))["billId"]!.GetValue<string>();

    private Task<JsonNode> SheetAsync(Caller who, string bill) =>
        AskAsync(who, HttpMethod.Get, $"/api/v1/bills/{bill}", null);

    private async Task<string> PayAsync(Caller who, string order)
    {
        var bill = await BillAsync(who, order);
        var due = (await SheetAsync(who, bill))["dueMinor"]!.DeepClone();
        await AskAsync(who, HttpMethod.Post, $"/api/v1/bills/{bill}/settle", new()
        {
            ["tenders"] = new JsonArray(new JsonObject { ["kind"] = "Cash", ["amountMinor"] = due }),
        });
        return bill;
    }

    // A run before may have left it open.
    private Task OpenDrawerAsync(Caller who) =>
        AskAsync(who, HttpMethod.Post, "/api/v1/day/open", new() { ["floatMinor"] = 10_000 }, must: false);

    private async Task FormAsync(Caller who, string address, params (string Name, string Value)[] fields)
    {
        var command = who.IsGuest ? "commandId" : "CommandId";
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new FormUrlEncodedContent(fields.Append((command, Id.New().ToString()))
            .Append(("_token", who.FormToken)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await who.SendAsync(request, ct);
        if ((int)answer.StatusCode >= 400)
            throw new InvalidOperationException($"The canary's {address} was answered {(int)answer.StatusCode}.");
    }

    private async Task<JsonNode> AskAsync(
        Caller who, HttpMethod method, string address, JsonObject? body, bool must = true)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-CSRF-TOKEN", who.FormToken);
        body?.TryAdd("commandId", Id.New().ToString());
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await who.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (must && !answer.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"The canary's {method} {address} was answered {(int)answer.StatusCode}: {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject();
    }

    [GeneratedRegex("name=\"?payable\"?[^>]*value=\"?([0-9]+)")]
    private static partial Regex Payable();
}
