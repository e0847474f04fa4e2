using System.Globalization;
using Restpy.Billing.Contract;
using Restpy.Platform.Pictures;

namespace Restpy.Billing.PrintBill;

/// <summary>The code a guest scans to pay what is due to the branch's UPI id.</summary>
internal sealed record UpiRequest(string Address, long AmountMinor)
{
    public QrCode Code { get; } = QrCode.Of(Address);

    /// <returns>Null where nothing is due, or where this branch takes no UPI.</returns>
    public static UpiRequest? For(BillSheet sheet)
    {
        var (bill, branch) = (sheet.Bill, sheet.Branch);
        if (sheet.Restaurant.Country != "IN" || branch.UpiId.Length == 0
            || !TenderKinds.Of(branch).Contains(TenderKind.Upi)) return null;
        var isOut = bill.IsIssued ? bill.State is BillState.Printed or BillState.PartPaid
            : bill.IsOut && !sheet.IsOutdated;
        if (bill.IsTraining || !isOut || sheet.CreditNotes.Count > 0 || bill.DueMinor <= 0) return null;
        var amount = (bill.DueMinor / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        // The id is of letters, digits, dots and dashes with one @, which apps expect as it is.
        return new(
            $"upi://pay?pa={branch.UpiId}&pn={Uri.EscapeDataString(sheet.Restaurant.Name)}&am={amount}&cu=INR&tn={Uri.EscapeDataString(bill.Number ?? bill.Place)}", bill.DueMinor);
    }
}
