using Restpy.Ordering.GuestPages;
using Restpy.Pricing;
using Xunit;
using static Restpy.UnitTests.Pricing.Bills;

namespace Restpy.UnitTests.Pricing;

public sealed class EngineCostTests
{
    // Time depends on the machine, allocation does not: 10 lines take about 4 KB, nearly all of it the answer itself.
    [Fact]
    public void A_bill_of_ten_lines_allocates_little_more_than_its_answer()
    {
        var basket = Basket("IN_REST_5",
            [.. Enumerable.Range(0, 10).Select(i => Line($"l{i}", 1000 + (i * 777), 1 + (i % 3)))]) with
        {
            BillDiscount = Discount.OfPercent(5)
        };
        basket.Price();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) basket.Price();
        long perBill = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.InRange(perBill, 1, 8000);
    }
}
