using Restpy.Audit;
using Xunit;

namespace Restpy.UnitTests.Audit;

public sealed class ActAmountsTests
{
    [Fact]
    public void Cash_paid_out_says_how_much()
    {
        const string json = """[{"type":"CashMove","id":"x","after":{"amountMinor":15000,"kind":"PayOut"}}]""";
        Assert.Equal(15000, ActAmounts.Of("billing.cash-paid-out", json));
    }

    [Fact]
    public void A_discount_is_what_it_grew_by()
    {
        const string json = """
            [{"type":"Bill","id":"x","before":{"billDiscountMinor":1000,"taxMinor":5},"after":{"billDiscountMinor":4000,"taxMinor":4}},
             {"type":"BillLine","id":"y","after":{"billDiscountMinor":3000}}]
            """;
        Assert.Equal(3000, ActAmounts.Of("billing.discount-given", json));
    }

    [Fact]
    public void A_voided_dish_takes_its_price_off()
    {
        const string json =
            """[{"type":"Order","id":"x","before":{"runningMinor":50000},"after":{"runningMinor":32000}}]""";
        Assert.Equal(-18000, ActAmounts.Of("order.line-voided", json));
    }

    [Theory]
    [InlineData("staff.signed-in", "[]")]
    [InlineData("billing.bill-paid", "[]")]
    public void What_moved_no_money_has_no_amount(string action, string json) =>
    Assert.Null(ActAmounts.Of(action, json));
}
