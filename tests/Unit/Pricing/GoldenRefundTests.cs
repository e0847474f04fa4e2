using Restpy.Pricing;
using Xunit;

namespace Restpy.UnitTests.Pricing;

public sealed class GoldenRefundTests
{
    public static TheoryData<string> Names => [.. GoldenFile.Read.RefundExamples.Select(refund => refund.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_of_the_golden_refund_is_met(string name)
    {
        // Names read "27 credit notes against example 06: one Thali returned three times".
        var refund = GoldenFile.Read.RefundExamples.Single(r => r.Name == name);
        string number = name[(name.IndexOf("example ", StringComparison.Ordinal) + 8)..][..2];
        var bill = GoldenBasket.Price(GoldenFile.Read.Bill(number));
        string lineId = bill.Lines.Single(line => name.Contains(line.Id, StringComparison.OrdinalIgnoreCase)).Id;

        IReadOnlyList<ReturnedUnits> before = [];
        decimal units = 0;
        foreach (var step in refund.Steps)
        {
            var note = CreditNotes.Credit(bill, before, [new(lineId, step.ReturnedUnitsCumulative - units)]).Value;
            StepIsMet(step, note);
            (before, units) = (note.Now.Returned, step.ReturnedUnitsCumulative);
        }
    }

    [Fact]
    public void Case_28_returning_the_coffee_of_an_inclusive_bill()
    {
        var note = CreditNotes.Credit(GoldenBasket.Price(GoldenFile.Read.Bill("11")), [], [new("Cold coffee", 1)])
            .Value;
        Assert.Equal((12286L, 12900L, 0L, 12900L, 19900L),
            (note.TaxableMinor, note.TotalMinor, note.RoundOffMinor, note.MoneyBackMinor, note.Now.PayableMinor));
        Assert.Equal([new("CGST", 307), new("SGST", 307)], note.Groups.Single().Taxes);
    }

    [Fact]
    public void Case_29_returning_everything()
    {
        var bill = GoldenBasket.Price(GoldenFile.Read.Bill("01"));
        var note = CreditNotes.Credit(bill, [], [new("Butter naan", 3), new("Paneer tikka", 1)]).Value;
        Assert.Equal((41500L, 43576L, 24L, 43600L, 0L),
            (note.TaxableMinor, note.TotalMinor, note.RoundOffMinor, note.MoneyBackMinor, note.Now.PayableMinor));
        Assert.Equal([new("CGST", 1038), new("SGST", 1038)], note.Groups.Single().Taxes);
    }

    private static void StepIsMet(GoldenStep step, CreditNote note)
    {
        var credited = note.Groups.Single();
        Assert.Equal((step.CreditTaxable, step.CreditTotal, step.RoundOff, step.RefundMoney),
            (note.TaxableMinor, note.TotalMinor, note.RoundOffMinor, note.MoneyBackMinor));
        Assert.Equal([new("CGST", step.CreditCgst), new("SGST", step.CreditSgst)], credited.Taxes);
        Assert.Equal((step.RemainingTaxable, step.RemainingPayable), (note.Now.TaxableMinor, note.Now.PayableMinor));
        Assert.Equal([new("CGST", step.RemainingCgst), new("SGST", step.RemainingSgst ?? step.RemainingCgst)],
            note.Now.Groups.Single().Taxes);
        Assert.Equal((credited.TaxableMinor, credited.TaxMinor),
            (note.Lines.Sum(line => line.TaxableMinor), note.Lines.Sum(line => line.TaxMinor)));
    }
}
