using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Every endpoint that takes an id, with a real id of each of the other restaurant's tables and with an invented one: the
/// two answers are the same to the byte, so that not even the existence of a row can be asked for.
/// </summary>
public sealed partial class OtherRestaurantTests(SharedHouses houses)
{
    private static readonly string[] Names = ["id", "orderId", "order", "table", "tableId", "branch", "branchId", "line", "t", "upload", "person", "thing", "AreaId"];

    [Theory, OnBothDatabases]
    public async Task Its_ids_are_answered_like_invented_ones_at_every_endpoint(DatabaseKind kind)
    {
        var house = await houses.OnAsync(kind);
        await Attacker.SeedAsync(house);
        var foreign = await Attacker.IdsOfAsync(house, "maison-lumiere");
        Assert.True(foreign.Count > 20, string.Join(", ", foreign.Select(f => f.Table)));
        var doors = (await Door.AllAsync(house)).Where(d => d.Access is NeedsAttribute && (d.TakesId || d.Body is not null || d.IsPage)).ToList();
        var person = await house.SignInAsync("manager@spice-garden.example");
        var token = await Attacker.FormTokenAsync(person);
        var (told, tried) = (new List<string>(), 0);
        foreach (var door in doors)
        {
            foreach (var (table, id) in foreign)
            {
                tried++;
                var (real, invented) = (await AskAsync(person, door, id, token), await AskAsync(person, door, Guid.CreateVersion7(), token));
                if (real != invented) told.Add($"{door.Name} with an id of {table}: {First(real, invented)}");
            }
        }
        Assert.True(tried > 1000);
        Attacker.None(told);
    }

    private static async Task<string> AskAsync(StaffClient person, Door door, Guid id, string token)
    {
        var address = door.Address(_ => id.ToString());
        using var request = door.Body is not null ? Attacker.Command(door, address, door.MadeBody(id), token) : Page(door, address, id, token);
        using var answer = await person.Http.SendAsync(request);
        var text = $"{(int)answer.StatusCode} {answer.Headers.Location} {answer.Content.Headers.ContentType}\n{await answer.Content.ReadAsStringAsync()}";
        return string.Join(' ', Fresh().Replace(text.Replace(id.ToString(), "<id>"), " ").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A page is asked by its address and by every field an id could stand in.</summary>
    private static HttpRequestMessage Page(Door door, string address, Guid id, string token)
    {
        if (HttpMethods.IsGet(door.Method)) return new(HttpMethod.Get, door.IsPage && !door.TakesId ? $"{address}?{string.Join('&', Names.Select(n => $"{n}={id}"))}" : address);
        var fields = Names.Append("Id").Select(n => KeyValuePair.Create(n, id.ToString())).Append(new("_token", token)).Append(new("CommandId", Guid.CreateVersion7().ToString())).Append(new("reason", "some reason"));
        return new(new(door.Method), address) { Content = new FormUrlEncodedContent(fields) };
    }

    private static string First(string a, string b)
    {
        var at = Math.Max(0, a.Zip(b).TakeWhile(c => c.First == c.Second).Count() - 20);
        return $"{a[at..Math.Min(a.Length, at + 100)]} / {b[at..Math.Min(b.Length, at + 100)]}";
    }

    /// <summary>What is new in every answer: form tokens, command ids, and the ids of our own rows that moved meanwhile.</summary>
    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+|name=\"CommandId\" value=\"[0-9a-f-]+\"|\\s*<div class=\"flash\".*?</div>\\s*", RegexOptions.Singleline)]
    private static partial Regex Fresh();
}
