using System.Net;
using Restpy.IntegrationTests.Guest;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>Every field somebody can type into, found on the pages and in the commands themselves.</summary>
public sealed class TypedTextTests
{
    [Theory, OnBothDatabases]
    public async Task No_text_breaks_a_command_and_no_card_number_is_kept_by_one(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await Attacker.SeedAsync(restpy);
        var owner = await Attacker.BranchOwnerAsync(restpy, "maison-lumiere");
        var token = await Attacker.FormTokenAsync(owner);
        var ids = await Attacker.ThingsOfAsync(restpy, "maison-lumiere");
        var (broken, tried) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => !d.IsPage && d.Access is NeedsAttribute
                && !d.Pattern.EndsWith("/void", StringComparison.Ordinal)))
        {
            foreach (var field in endpoint.Fields(t => t == typeof(string)))
            {
                foreach (var text in new[] { "a\0b", Attacker.CardNumber, "\uFFFF'; --", AnyText.Of(tried) })
                {
                    foreach (var (table, id) in ids)
                    {
                        tried++;
                        using var request = Attacker.Command(
                            endpoint, endpoint.Address(_ => id.ToString()), endpoint.With(id, field, text), token);
                        request.Headers.UserAgent.ParseAdd("4111111111111111/1.0");
                        var answer = await owner.Http.SendAsync(request);
                        if (Attacker.IsBroken(answer.StatusCode))
                            broken.Add(
                                $"{endpoint.Name} {string.Join('.', field)} = {text[..Math.Min(20, text.Length)]} with "
                                    + $"an id of {table} answered {(int)answer.StatusCode}");
                    }
                }
            }
        }
        Assert.True(tried > 200, $"{tried}");
        Attacker.None(broken);
        await Attacker.NoCardNumberAsync(restpy);
    }

    [Theory, OnBothDatabases]
    public async Task No_form_keeps_a_card_number(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await Attacker.SeedAsync(restpy);
        var owner = await Attacker.BranchOwnerAsync(restpy, "maison-lumiere");
        var ids = await Attacker.IdsOfAsync(restpy, "maison-lumiere");
        var (broken, forms) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d is { IsPage: true, Method: "GET" } && d.Access is NeedsAttribute))
        {
            foreach (var (_, id) in endpoint.TakesId ? ids : [("", Guid.Empty)])
            {
                var answer = await owner.GetAsync(endpoint.Address(_ => id.ToString()));
                if (answer.StatusCode != HttpStatusCode.OK
                    || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                var page = await PageClient.ParseAsync(answer);
                foreach (var form in page.QuerySelectorAll(
                    "main form[method=post]:has(input[type=text], input:not([type]), textarea)"))
                {
                    form.Id = $"attacked-{++forms}";
                    var texts = form.QuerySelectorAll("input[type=text], input:not([type]), textarea")
                        .Select(i => i.GetAttribute("name")).OfType<string>();
                    // One field at a time, so that a number in the first does not save the second from being tried.
                    foreach (var name in texts.Distinct())
                    {
                        var sent = await owner.SubmitAsync(page, $"#attacked-{forms}", new()
                        {
                            [name] = Attacker.CardNumber, ["CommandId"] = Guid.CreateVersion7().ToString(),
                        }, form.GetAttribute("action") is { Length: > 0 } action ? action
                        : endpoint.Address(_ => id.ToString()));
                        if (Attacker.IsBroken(sent.StatusCode))
                            broken.Add($"{endpoint.Name} {name} answered {(int)sent.StatusCode}");
                    }
                }
            }
        }
        Assert.True(forms > 8, $"{forms}");
        Attacker.None(broken);
        using var guest = restpy.Visitor();
        var menu = await GuestTable.MenuAsync(restpy, "maison-lumiere", "lyon");
        await GuestTable.AddAsync(guest, "/r/maison-lumiere", GuestTable.PlainOf(menu), new()
        {
            ["quantity"] = "1", ["note"] = Attacker.CardNumber,
        });
        await GuestTable.AddAsync(guest, "/r/maison-lumiere", GuestTable.PlainOf(menu), new() { ["quantity"] = "1" });
        await guest.SubmitAsync(await guest.PageAsync("/r/maison-lumiere/basket"), "form[action$='/basket']", new()
        {
            ["name"] = "Camille " + Attacker.CardNumber, ["phone"] = "0612345678",
        });
        await Attacker.NoCardNumberAsync(restpy);
    }
}
