using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Floor.Codes;

/// <summary>What is printed for one table.</summary>
/// <param name="Lines">The one sentence for the guest, in each language of the menu.</param>
internal sealed record QrCard(Guid TableId, string Restaurant, string Number, string Title, string Address, QrCode Code, IReadOnlyList<QrLine> Lines);

internal sealed record QrLine(string Language, string Text);

/// <summary>The cards of chosen tables, of all tables in use where none is chosen. Tables without a live code have no card.</summary>
internal sealed class QrCards(FloorPlan floor, CodeTokens tokens, PublicAddress publicAddress, WordList words, WorkScope scope)
{
    public async Task<Outcome<IReadOnlyList<QrCard>>> OfAsync(HttpContext http, string? branchKey, IReadOnlyCollection<Guid> chosen, CancellationToken ct)
    {
        if (await floor.OfAsync(branchKey, ct) is not { } plan) return new NotFound("branch");
        var tables = plan.InUse.Where(t => chosen.Count == 0 || chosen.Contains(t.Id)).ToList();
        if (chosen.Count > 0 && tables.Count != chosen.Distinct().Count()) return new NotFound("table");
        if (publicAddress.For(http) is not { } address) return new NoPublicAddress();
        var language = plan.Restaurant.Languages[0];
        var lines = plan.Restaurant.Languages.Select(l => new QrLine(l, words.Find(l, "qr.scan"))).ToList();
        return Outcome(tables.Where(t => t.CodeId is not null).Select(table =>
        {
            var link = new Uri(address, "t/" + tokens.Make(scope.Restaurant, table.CodeId!.Value)).ToString();
            return new QrCard(table.Id, plan.Restaurant.Name, table.Number, words.Find(language, "qr.table", new { table.Number }), link, QrCode.Of(link), lines);
        }));
    }

    private static Outcome<IReadOnlyList<QrCard>> Outcome(IEnumerable<QrCard> cards) => (List<QrCard>)[.. cards];
}
