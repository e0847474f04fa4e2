using System.Security.Cryptography;
using System.Text;
using Restpy.Pricing;

namespace Restpy.Billing;

/// <summary>What is printed of a bill before its number: what is due, and no invoice.</summary>
internal static class Proforma
{
    /// <summary>
    /// All that stands on it, as one short text: a bill that comes to another text has outdated its proforma. SHA-256
    /// in hexadecimal.
    /// </summary>
    public static string Text(Bill bill, PricedBill priced)
    {
        var lines = priced.Lines.Select(l => $"{l.Id} {l.Quantity} {l.AfterDiscountMinor} {l.TaxMinor}");
        var all = string.Join('\n', [.. lines, $"{priced.PayableMinor}", $"{bill.TipMinor}", bill.BuyerName,
            bill.BuyerTaxNumber, bill.BuyerAddress]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>Whether what is with the guests says something else than the bill does now.</summary>
    public static bool IsOutdated(Bill bill, PricedBill priced) =>
        bill.IsOut && bill.ProformaText != Text(bill, priced);
}
