using System.Text.Json;
using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class CreditNoteTests
{
    private static readonly Basket Lines =
        Basket("IN_REST_5", Line("thali", 25000, 3), Line("rum", 30000, 2, "alcohol"), Line("cheese", 99900, 0.75m));
    private static readonly PricedBill Mixed = (Lines with
    {
        BillDiscount = Discount.OfPercent(7),
        ServiceChargePercent = 5,
    }).Price();

    [Fact]
    public void Only_groups_with_returned_lines_appear()
    {
        var note = CreditNotes.Credit(Mixed, [], [new("rum", 1)]).Value;
        Assert.Equal(TaxBlock.Liquor, note.Groups.Single().Block);
        Assert.Equal((27900L, 2790L), (note.TaxableMinor, note.TaxMinor));
    }

    [Fact]
    public void Part_of_a_weighed_line_can_come_back()
    {
        var note = CreditNotes.Credit(Mixed, [], [new("cheese", 0.25m)]).Value;
        Assert.Equal(23227, note.TaxableMinor); // a third of 69681 (= 74925 less 7% share) rounded half-up
    }

    [Fact]
    public void A_stored_bill_read_back_credits_the_same()
    {
        var stored = JsonSerializer.Deserialize<PricedBill>(JsonSerializer.Serialize(Mixed))!;
        ReturnedUnits[] back = [new("thali", 2), new("charge:service", 1)];
        Assert.Equal(
            JsonSerializer.Serialize(CreditNotes.Credit(Mixed, [], back).Value),
            JsonSerializer.Serialize(CreditNotes.Credit(stored, [], back).Value));
    }

    [Fact]
    public void With_nothing_returned_the_balance_is_the_bill()
    {
        var balance = CreditNotes.Balance(Mixed, []).Value;
        Assert.Equal((Mixed.TaxableMinor, Mixed.TaxMinor, Mixed.PayableMinor),
            (balance.TaxableMinor, balance.TaxMinor, balance.PayableMinor));
    }

    [Theory]
    [InlineData("2026-11-20", "2027-11-30", true)]
    [InlineData("2026-11-20", "2027-12-01", false)]
    [InlineData("2027-03-31", "2027-11-30", true)]
    [InlineData("2027-03-31", "2027-12-01", false)]
    [InlineData("2027-04-01", "2028-11-30", true)]
    public void Tax_can_be_lowered_until_30_november_after_the_financial_year(
    string invoice, string note, bool lowers) =>
        Assert.Equal(lowers, CreditNoteDeadline.LowersTax(Day(invoice), Day(note)));

    [Fact]
    public void An_earlier_annual_return_closes_it() =>
        Assert.Equal(Day("2027-09-01"), CreditNoteDeadline.LastDay(Day("2026-11-20"), Day("2027-09-01")));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
