using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Pictures;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Floor.Codes;

/// <summary>What is printed for one table.</summary>
/// <param name="Lines">The one sentence for the guest, in each language of the menu.</param>
internal sealed record QrCard(Guid TableId, string Restaurant, string Number, string Title, string Address, QrCode Code,
    IReadOnlyList<QrLine> Lines);

internal sealed record QrLine(string Language, string Text);

/// <summary>
/// The cards of chosen tables, of all tables in use where none is chosen. Tables without a live code have no card.
/// </summary>
internal sealed class QrCards(FloorPlan floor, CodeTokens tokens, PublicAddress publicAddress, WordList words,
    WorkScope scope, RestaurantDirectory restaurants)
{
    public async Task<Outcome<IReadOnlyList<QrCard>>> OfAsync(
        HttpContext http, string? branchKey, IReadOnlyCollection<Guid> chosen, CancellationToken ct)
    {
        if (await floor.OfAsync(branchKey, ct) is not { } plan) return new NotFound("branch");
        var tables = plan.InUse.Where(t => chosen.Count == 0 || chosen.Contains(t.Id)).ToList();
        if (chosen.Count > 0 && tables.Count != chosen.Distinct().Count()) return new NotFound("table");
        if (publicAddress.For(http) is not { } address) return new NoPublicAddress();
        return Outcome(tables.Where(t => t.CodeId is not null)
            .Select(t => Card(plan.Restaurant, address, t.Id, t.Number, t.CodeId!.Value)));
    }

    /// <summary>The card of one table; not found where the table has no live code.</summary>
    public async Task<Outcome<QrCard>> OfTableAsync(HttpContext http, CodedTable table, CancellationToken ct)
    {
        if (table.CodeId is not { } code) return new NotFound("code");
        if (publicAddress.For(http) is not { } address) return new NoPublicAddress();
        return Card(await restaurants.GetAsync(scope.Restaurant, ct), address, table.Id, table.Number, code);
    }

    private QrCard Card(RestaurantInfo restaurant, Uri address, Guid tableId, string number, Guid codeId)
    {
        var link = new Uri(address, "t/" + tokens.Make(scope.Restaurant, codeId)).ToString();
        var lines = restaurant.Languages.Select(l => new QrLine(l, words.Find(l, "qr.scan"))).ToList();
        return new(tableId, restaurant.Name, number,
            words.Find(restaurant.Languages[0], "qr.table", new { Number = number }), link, QrCode.ForTable(link),
            lines);
    }

    private static Outcome<IReadOnlyList<QrCard>> Outcome(IEnumerable<QrCard> cards) => (List<QrCard>)[.. cards];
}
