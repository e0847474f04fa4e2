using Restpy.Ordering.Contract.Questions;
using System.Globalization;
using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Platform.Web;

namespace Restpy.Reports.SeeSales;

/// <summary>Makes the tables of the report. Net is the value without tax, after discounts and credit notes.</summary>
internal sealed class SalesTables(BillFigures figures, ITenders tenders, BillableOrders orders, Words words)
{
    public static readonly IReadOnlyList<string> Names =
        ["hours", "days", "items", "categories", "tenders", "taxes", "staff", "channels", "branches"];

    private static readonly Column Bills = new("bills", Unit.Count);
    private static readonly Column Covers = new("covers", Unit.Count);
    private static readonly Column Net = new("net", Unit.Amount);
    private static readonly Column Tax = new("tax", Unit.Amount);
    private static readonly Column Share = new("share", Unit.Share);

    /// <exception cref="ArgumentException">There is no table of this name.</exception>
    public Task<SalesTable> OfAsync(SalesAsked asked, string name, CancellationToken ct) => name switch
    {
        "hours" => TimeAsync(asked, name, SalesBy.Hour, ct),
        "days" => TimeAsync(asked, name, SalesBy.BusinessDate, ct),
        "items" => SoldAsync(asked, name, SalesBy.Item, ct),
        "categories" => SoldAsync(asked, name, SalesBy.Category, ct),
        "tenders" => TendersAsync(asked, ct),
        "taxes" => TaxesAsync(asked, ct),
        "staff" => BilledAsync(asked, name, SalesBy.Staff, ct),
        "channels" => BilledAsync(asked, name, SalesBy.Channel, ct),
        "branches" => BilledAsync(asked, name, SalesBy.Branch, ct),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Every hour between the first and the last sale, or every day of the period, sold or not.</summary>
    private async Task<SalesTable> TimeAsync(SalesAsked asked, string name, SalesBy by, CancellationToken ct)
    {
        var now = (await figures.SalesAsync(asked.By(by), ct)).ToDictionary(r => r.Key);
        var before = (await figures.SalesAsync(asked.Before.By(by), ct)).ToDictionary(r => r.Key);
        var slots = by == SalesBy.Hour ? Hours(now.Keys.Concat(before.Keys), asked.Day.CutOff.Hour)
            : Dates(asked.Period);
        var lines = slots.Select(slot => new Line(slot.Key, slot.Label,
            [now.GetValueOrDefault(slot.Key)?.Count ?? 0, now.GetValueOrDefault(slot.Key)?.Covers ?? 0,
                NetOf(before.GetValueOrDefault(slot.Before)), TaxOf(now.GetValueOrDefault(slot.Key)),
                NetOf(now.GetValueOrDefault(slot.Key)), null]));
        return SalesTable.Of(name, [Bills, Covers, new("before", Unit.Amount), Tax, Net, Share], [.. lines]);
    }

    private async Task<SalesTable> SoldAsync(SalesAsked asked, string name, SalesBy by, CancellationToken ct)
    {
        var rows = await figures.SalesAsync(asked.By(by), ct);
        if (by == SalesBy.Category) rows = await NamedAsync(asked, rows, ct);
        return SalesTable.Of(name,
            [new("units", Unit.Count), new("gross", Unit.Amount), new("discounts", Unit.Amount),
                new("credited", Unit.Amount), Net, Share],
            [.. rows.Select(r => new Line(
                r.Key, Name(r, by), [r.Count, r.GrossMinor, r.DiscountMinor, r.CreditedMinor, NetOf(r), null]))]);
    }

    /// <summary>Figures keep the key of a category; a menu that still has it says its name.</summary>
    private async Task<IReadOnlyList<SalesRow>> NamedAsync(
        SalesAsked asked, IReadOnlyList<SalesRow> rows, CancellationToken ct)
    {
        var names = await orders.CategoriesAsync((asked.Branch ?? asked.Seen[0]).Id, ct);
        return [
            .. rows.Select(r => names.TryGetValue(r.Key, out var name) ? r with { Label = name.In(words.Language) }
                : r)];
    }

    private async Task<SalesTable> BilledAsync(SalesAsked asked, string name, SalesBy by, CancellationToken ct)
    {
        var rows = await figures.SalesAsync(asked.By(by), ct);
        return SalesTable.Of(name, [Bills, Covers, Tax, Net, Share],
            [.. rows.Select(r => new Line(r.Key, by == SalesBy.Branch ? asked.Restaurant.Branch(Guid.Parse(r.Key)).Name
                : Name(r, by), [r.Count, r.Covers, TaxOf(r), NetOf(r), null]))]);
    }

    /// <summary>CGST and SGST stand on the same value, so that the taxable column does not add up.</summary>
    private async Task<SalesTable> TaxesAsync(SalesAsked asked, CancellationToken ct)
    {
        var rows = await figures.SalesAsync(asked.By(SalesBy.Tax), ct);
        return SalesTable.Of("taxes",
            [new("taxable", Unit.Amount), new("credited-tax", Unit.Amount), new("tax-due", Unit.Amount), Share],
            [.. rows.Select(r => new Line(r.Key, TaxName(r.Key), [NetOf(r), r.CreditedTaxMinor, TaxOf(r), null]))],
            "taxable");
    }

    private async Task<SalesTable> TendersAsync(SalesAsked asked, CancellationToken ct)
    {
        var sums = await tenders.BetweenAsync(asked.Branch?.Id, asked.Period.From, asked.Period.To, ct);
        return SalesTable.Of("tenders",
            [new("payments", Unit.Count), new("taken", Unit.Amount), new("given-back", Unit.Amount),
                new("kept", Unit.Amount), Share],
            [.. sums.Select(s => new Line(s.Kind.ToString(), words[$"sales.tender.{s.Kind}"],
                [s.Payments, s.PaidMinor, s.RefundedMinor, s.PaidMinor - s.RefundedMinor, null]))]);
    }

    private static long NetOf(SalesRow? row) => row is null ? 0 : row.NetMinor - row.CreditedMinor;

    private static long TaxOf(SalesRow? row) => row is null ? 0 : row.TaxMinor - row.CreditedTaxMinor;

    private string Name(SalesRow row, SalesBy by) => by switch
    {
        SalesBy.Channel =>
            Known(
                $"sales.channel.{string.Concat(row.Key.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}", row.Label),
        SalesBy.Staff => row.Label.Length > 0 ? row.Label : words["sales.no-waiter"],
        _ => row.Label.Length > 0 ? Known($"sales.line.{row.Key}", row.Label) : words["sales.no-category"],
    };

    /// <summary>Key is block|tax|rate of the whole group: CGST of sales taxed at 5 %.</summary>
    private string TaxName(string key)
    {
        var parts = key.Split('|');
        var rate = decimal.Parse(parts[2], CultureInfo.InvariantCulture)
            .ToString("0.##", SalesText.CultureOf(words.Language));
        var name = parts[1].Length == 0 ? words["sales.no-tax"]
            : words["sales.tax-at", new { Tax = parts[1], Rate = rate }];
        return parts[0] == "Liquor" ? words["sales.liquor", new { Name = name }] : name;
    }

    private string Known(string key, string otherwise) => words[key] is var text && text != key ? text : otherwise;

    /// <summary>
    /// In the order of the business day: with a cut-off at four, one in the morning comes after eleven at night.
    /// </summary>
    private static IEnumerable<(string Key, string Before, string Label)> Hours(IEnumerable<string> seen, int cutOff)
    {
        var restaurants = seen.Select(h => (int.Parse(h, CultureInfo.InvariantCulture) - cutOff + 24) % 24).Order()
            .ToList();
        for (var place = restaurants.FirstOrDefault(); restaurants.Count > 0 && place <= restaurants[^1]; place++)
        {
            var hour = ((place + cutOff) % 24).ToString("D2", CultureInfo.InvariantCulture);
            yield return (hour, hour, hour + ":00");
        }
    }

    private IEnumerable<(string Key, string Before, string Label)> Dates(Period period)
    {
        for (var i = 0; i < period.Days; i++)
            yield return (Key(period.From.AddDays(i)), Key(period.Before.From.AddDays(i)),
                SalesText.Day(period.From.AddDays(i), words.Language));

        static string Key(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
    }
}
