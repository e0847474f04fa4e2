using Restpy.Pricing;
using Xunit;

namespace Restpy.UnitTests.Pricing;

public sealed class GoldenBillTests
{
    public static TheoryData<string> Names => [.. GoldenFile.Read.Examples.Select(bill => bill.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_of_the_golden_bill_is_met(string name)
    {
        var golden = GoldenFile.Read.Bill(name);
        var bill = GoldenBasket.Price(golden);

        Assert.Equal(golden.Lines.Count, bill.Lines.Count);
        foreach (var (expected, line) in golden.Lines.Zip(bill.Lines)) LineIsMet(expected, line);
        Assert.Equal(golden.TaxGroups.Count, bill.Groups.Count);
        foreach (var (expected, group) in golden.TaxGroups.Zip(bill.Groups)) GroupIsMet(expected, group, bill);
        Assert.Equal(golden.TotalBeforeRoundOff, bill.TotalMinor);
        Assert.Equal(golden.RoundOff, bill.RoundOffMinor);
        Assert.Equal(golden.Payable, bill.PayableMinor);
    }

    private static void LineIsMet(GoldenLine expected, PricedLine line)
    {
        Assert.Equal(
            (expected.Qty, expected.UnitPrice, expected.Gross, expected.LineDiscount, expected.Net, expected.Rate),
            (line.Quantity, line.UnitPriceMinor, line.GrossMinor, line.LineDiscountMinor, line.NetMinor,
                line.RatePercent));
        Assert.Equal((expected.BillDiscountShare, expected.AfterDiscount),
            (line.BillDiscountMinor, line.AfterDiscountMinor));
        Assert.Equal(expected.Kind == "service_charge" ? LineKind.ServiceCharge : LineKind.Item, line.Kind);
    }

    private static void GroupIsMet(GoldenGroup expected, TaxGroup group, PricedBill bill)
    {
        Assert.Equal((expected.Tax, expected.Rate, expected.Taxable),
            (group.Tax, group.RatePercent, group.TaxableMinor));
        Assert.Equal(expected.Components, group.Taxes.ToDictionary(tax => tax.Name, tax => tax.AmountMinor));
        var lines = bill.Lines.Where(line => bill.Groups[line.Group] == group).ToArray();
        Assert.Equal(expected.Taxable, lines.Sum(line => line.TaxableMinor));
        foreach (var (name, amount) in expected.Components)
            Assert.Equal(amount, lines.Sum(line => line.Taxes.Single(tax => tax.Name == name).AmountMinor));
    }
}
