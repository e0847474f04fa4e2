using Restpy.Ordering.GuestPages;
using Restpy.Pricing;

namespace Restpy.UnitTests.Pricing;

/// <summary>
/// Turns a golden bill back into the basket it came from: only inputs are taken over, never a computed figure.
/// </summary>
public static class GoldenBasket
{
    public static readonly DateOnly Day = new(2026, 11, 20);

    public static PricedBill Price(GoldenBill bill) => PricingEngine.Price(Of(bill), Pack(bill)).Value;

    public static Basket Of(GoldenBill bill) => new()
    {
        Profile = Profile(bill), BusinessDate = Day, Mode = bill.Regime == "IGST" ? ServiceMode.Delivery
        : ServiceMode.DineIn,
        DestinationRegionCode = bill.Regime == "IGST" ? "27" : null,
        Lines = [.. bill.Lines.Where(line => line.Kind != "service_charge").Select(Line)],
        BillDiscount = Discount.OfAmount(bill.Lines.Sum(line => line.BillDiscountShare)),
        ServiceChargePercent = bill.Lines.Any(line => line.Kind == "service_charge") ? 10 : 0,
        // Case 03 is the one Indian bill without round off.
        RoundOff = !bill.Name.Contains("no round off", StringComparison.Ordinal),
    };

    private static BasketLine Line(GoldenLine line) => new()
    {
        Id = line.Desc, Description = line.Desc, Quantity = line.Qty, UnitPriceMinor = line.UnitPrice,
        Discount = Discount.OfAmount(line.LineDiscount), Category = Category(line),
    };

    private static string Category(GoldenLine line) => FormattableString.Invariant($"{line.Tax}-{line.Rate}");

    private static TaxProfile Profile(GoldenBill bill) => new()
    {
        Key = "golden", Country = bill.Regime == "VAT" ? "DE" : "IN", Currency = bill.Unit[..3],
        RegionCode = bill.Regime == "CGST_UTGST" ? "04" : "29",
        Regime = bill.Regime == "VAT" ? TaxRegime.EuVat
            : bill.Name.Contains("composition", StringComparison.Ordinal) ? TaxRegime.InComposition
            : TaxRegime.InGstRegular,
        PriceMode = bill.Mode == "inclusive" ? PriceMode.Inclusive : PriceMode.Exclusive,
        RoundingUnitMinor = bill.Regime == "VAT" ? 0 : 100,
    };

    private static TaxPack Pack(GoldenBill bill) =>
        TaxPack.Create("golden", [Profile(bill)], bill.Lines.DistinctBy(Category).Select(line => new TaxRule
        {
            Key = Category(line), Profiles = ["golden"], Categories = [Category(line)], RatePercent = line.Rate,
            Block = line.Tax == "NONE" ? TaxBlock.None : bill.Regime == "VAT" ? TaxBlock.Vat : TaxBlock.Gst,
            // The file writes GST on the lines of VAT bills and VAT on their groups; the group is right.
            Tax = bill.Regime == "VAT" ? "VAT" : line.Tax, Goods = bill.Regime == "IGST", ValidFrom = new(2017, 7, 1),
        }), ["04"]).Value;
}
