using System.Globalization;
using Restpy.Billing.Contract;
using Restpy.Ordering.Contract;
using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>What was agreed about one line of the order while the bill was open.</summary>
internal sealed class LineAdjustment : ITenantOwned
{
    private LineAdjustment() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BillId { get; private init; }
    public Guid OrderLineId { get; private init; }
    public decimal DiscountPercent { get; private set; }
    public long DiscountAmountMinor { get; private set; }
    public decimal CapPercent { get; private set; }
    public bool Complimentary { get; private set; }
    public string Reason { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ByName { get; private set; } = "";

    public Discount Discount => new(DiscountPercent, DiscountAmountMinor);

    public static LineAdjustment On(Bill bill, Guid orderLineId) =>
        new() { RestaurantId = bill.RestaurantId, Id = Kernel.Id.New(), BillId = bill.Id, OrderLineId = orderLineId };

    public void Set(Discount discount, decimal capPercent, bool complimentary, string reason, string byName)
    {
        DiscountPercent = discount.Percent;
        DiscountAmountMinor = discount.AmountMinor;
        CapPercent = capPercent;
        Complimentary = complimentary;
        Reason = reason;
        ByName = byName;
    }
}

/// <summary>One line of an issued bill with every figure that is printed, reported or credited.</summary>
internal sealed class BillLine : ITenantOwned
{
    private BillLine() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BillId { get; private init; }
    public int Position { get; private init; }

    /// <summary>The engine's id of the line, which credit notes name.</summary>
    public string LineKey { get; private init; } = "";
    public LineKind Kind { get; private init; }
    public Guid? OrderLineId { get; private init; }
    public Guid? ItemId { get; private init; }
    public string Category { get; private init; } = "";
    public string Name { get; private init; } = "";
    public string Detail { get; private init; } = "";
    public int Quantity { get; private init; }
    public long UnitPriceMinor { get; private init; }
    public bool Complimentary { get; private init; }
    public string Reason { get; private init; } = "";
    public long GrossMinor { get; private init; }
    public long LineDiscountMinor { get; private init; }
    public long BillDiscountMinor { get; private init; }
    public long AfterDiscountMinor { get; private init; }
    public long TaxableMinor { get; private init; }
    public long TaxMinor { get; private init; }
    public TaxBlock Block { get; private init; }
    public string RuleKey { get; private init; } = "";
    public string PackVersion { get; private init; } = "";
    public decimal RatePercent { get; private init; }
    public string HsnSac { get; private init; } = "";
    public int CreditedUnits { get; private set; }

    public int UnitsLeft => Quantity - CreditedUnits;

    public static BillLine Of(Bill bill, int position, PricedLine priced, PricedBill all, BillableLine? source) => new()
    {
        RestaurantId = bill.RestaurantId, Id = Kernel.Id.New(), BillId = bill.Id, Position = position,
        LineKey = priced.Id, Kind = priced.Kind,
        OrderLineId = source?.LineId, ItemId = source?.ItemId, Category = source?.Category ?? "", Name = source?.Name
        ?? priced.Description,
        Detail = Share(priced, source), Quantity = (int)priced.Quantity, UnitPriceMinor = priced.UnitPriceMinor,
        Complimentary = priced.Complimentary,
        Reason = source is null ? "" : bill.AdjustmentOf(source.LineId)?.Reason ?? "", GrossMinor = priced.GrossMinor,
        LineDiscountMinor = priced.LineDiscountMinor, BillDiscountMinor = priced.BillDiscountMinor,
        AfterDiscountMinor = priced.AfterDiscountMinor,
        TaxableMinor = priced.TaxableMinor, TaxMinor = priced.TaxMinor, Block = all.Groups[priced.Group].Block,
        RuleKey = priced.RuleKey,
        PackVersion = priced.PackVersion, RatePercent = priced.RatePercent, HsnSac = priced.HsnSac ?? "",
    };

    public void Credit(int units) => CreditedUnits += units;

    /// <summary>What was chosen; of a line that several pay also how much of it.</summary>
    private static string Share(PricedLine priced, BillableLine? source)
    {
        if (source is null || priced.UnitPriceMinor == source.UnitPriceMinor) return source?.Detail ?? "";
        var part = 100m * priced.GrossMinor / (source.UnitPriceMinor * source.Quantity);
        var share = string.Create(CultureInfo.InvariantCulture, $"{part:0.#} % × {source.Quantity}");
        return source.Detail.Length == 0 ? share : $"{source.Detail} · {share}";
    }
}

/// <summary>One named tax of a rate group of an issued bill: CGST at 2.5 % on the meals, VAT at 10 %.</summary>
internal sealed class BillTax : ITenantOwned
{
    private BillTax() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BillId { get; private init; }

    /// <summary>Place of the rate group on the bill.</summary>
    public int Place { get; private init; }

    /// <summary>
    /// 0 for the first tax of a group: sum taxable values over these only, or CGST and SGST would count them twice.
    /// </summary>
    public int Part { get; private init; }
    public TaxBlock Block { get; private init; }

    /// <summary>CGST, SGST, UTGST, IGST, VAT; empty where nothing is collected.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Of the whole group; the part's own is <see cref="PartPercent"/>.</summary>
    public decimal RatePercent { get; private init; }
    public decimal PartPercent { get; private init; }
    public long TaxableMinor { get; private init; }
    public long AmountMinor { get; private init; }

    public static IEnumerable<BillTax> Of(Bill bill, int place, TaxGroup group)
    {
        if (group.Taxes.Count == 0) return [Row("", 0, 0, 0)];
        return group.Taxes.Select((tax, part) =>
            Row(tax.Name, part, group.RatePercent * group.Terms.Components[part].Share, tax.AmountMinor));

        BillTax Row(string name, int part, decimal percent, long amount) => new()
        {
            RestaurantId = bill.RestaurantId, Id = Kernel.Id.New(), BillId = bill.Id, Place = place, Part = part,
            Block = group.Block, Name = name,
            RatePercent = group.RatePercent, PartPercent = percent, TaxableMinor = group.TaxableMinor,
            AmountMinor = amount,
        };
    }
}

/// <summary>One paper that left the printer: the first is the original, every later one a duplicate.</summary>
internal sealed class BillPrint : ITenantOwned
{
    private BillPrint() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BillId { get; private init; }
    public int Copy { get; private init; }
    public DateTimeOffset At { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ByName { get; private init; } = "";

    public static BillPrint Of(Bill bill, int copy, DateTimeOffset now, Actor by) =>
        new()
        {
            RestaurantId = bill.RestaurantId, Id = Kernel.Id.New(), BillId = bill.Id, Copy = copy, At = now,
            ByName = by.Name,
        };
}
