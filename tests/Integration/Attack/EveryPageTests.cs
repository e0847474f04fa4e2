using System.Net;
using AngleSharp.Html.Dom;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Every page of the staff that an owner can open: the way out is on it, nobody keeps it, and what is secret is typed
/// unseen.
/// </summary>
public sealed class EveryPageTests(SharedProducts products)
{
    /// <summary>Paper has no way out: it is printed.</summary>
    private static readonly string[] Sheets = [
        "/staff/bills/test-print", "/staff/bills/{id:guid}/print", "/staff/bills/credit-notes/{id:guid}/print",
        "/staff/day/x", "/staff/tables/qr"];

    [Fact]
    public async Task Each_can_be_left_is_kept_by_nobody_and_hides_what_is_secret()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        await Attacker.SeedAsync(restpy);
        var owner = await Attacker.BranchOwnerAsync(restpy, "maison-lumiere");
        var ids = (await Attacker.IdsOfAsync(restpy, "maison-lumiere")).Select(i => i.Id).ToList();
        var (wrong, seen, secrets) = (new List<string>(), 0, 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d is { IsPage: true, Method: "GET", Access: NeedsAttribute or SignedInAttribute }
                || d.Pattern is "/sign-in"))
        {
            foreach (var id in endpoint.TakesId ? ids : [Guid.Empty])
            {
                using var answer = await owner.GetAsync(endpoint.Address(_ => id.ToString()));
                if (answer.StatusCode != HttpStatusCode.OK
                    || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                seen++;
                var page = await PageClient.ParseAsync(answer);
                if (answer.Headers.CacheControl is not { NoStore: true })
                    wrong.Add($"{endpoint.Pattern} may be kept: {answer.Headers.CacheControl}");
                if (page.QuerySelector("form[action='/sign-out'] button") is null && !Sheets.Contains(endpoint.Pattern)
                    && endpoint.Access is not OpenAttribute) wrong.Add($"{endpoint.Pattern} has no way out");
                foreach (var field in page.QuerySelectorAll("input").OfType<IHtmlInputElement>()
                    .Where(i => i.Type == "password"
                        || i.Name is { } name
                        && (name.Contains("password", StringComparison.OrdinalIgnoreCase)
                            || name.EndsWith("pin", StringComparison.OrdinalIgnoreCase))))
                {
                    secrets++;
                    var isPin = field.GetAttribute("inputmode") == "numeric";
                    if (field.Type != "password") wrong.Add($"{endpoint.Pattern}: {field.Name} is typed in clear");
                    if (field.Autocomplete is not ("current-password" or "new-password") && !isPin)
                        wrong.Add($"{endpoint.Pattern}: {field.Name} tells password managers nothing");
                    if (field.MaxLength is > 0 and < 64 && !isPin)
                        wrong.Add($"{endpoint.Pattern}: {field.Name} takes {field.MaxLength} characters");
                }
                break;
            }
        }
        Assert.True(seen > 40 && secrets > 5, $"{seen} pages, {secrets} secrets");
        Attacker.None(wrong);
    }
}
