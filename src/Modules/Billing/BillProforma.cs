using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>What happens to a bill between its first print and its number.</summary>
internal sealed partial class Bill
{
    /// <summary>It goes to the guests, without a number: they see what is due.</summary>
    /// <param name="text">What stands on it, see <see cref="Proforma"/>.</param>
    public void PrintProforma(string text, DateTimeOffset now) =>
        (Proformas, ProformaAt, ProformaText) = (Proformas + 1, now, text);

    /// <summary>The proforma is taken back from the guests.</summary>
    public Outcome<Done> WithdrawProforma()
    {
        if (MayChange() is { Error: { } error }) return error;
        if (!IsOut) return new BillIsNotOut(Name);
        ProformaText = "";
        return Done.It;
    }

    /// <summary>What was agreed on the bill before, which was reopened: it goes on with this one.</summary>
    public void TakeOver(Bill before)
    {
        ServiceChargePercent = before.ServiceChargePercent;
        (DiscountPercent, DiscountAmountMinor) = (before.DiscountPercent, before.DiscountAmountMinor);
        (DiscountReason, DiscountBy) = (before.DiscountReason, before.DiscountBy);
        DiscountCapPercent = before.DiscountCapPercent;
        (BuyerName, BuyerTaxNumber, BuyerAddress) = (before.BuyerName, before.BuyerTaxNumber, before.BuyerAddress);
        foreach (var was in before.Adjustments)
        {
            var adjustment = LineAdjustment.On(this, was.OrderLineId);
            adjustment.Set(was.Discount, was.CapPercent, was.Complimentary, was.Reason, was.ByName);
            _adjustments.Add(adjustment);
        }
    }
}
