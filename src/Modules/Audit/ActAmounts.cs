using System.Text.Json;

namespace Restpy.Audit;

/// <summary>
/// What an act was about in money, read from the rows it changed: how much the named fields grew, or fell.
/// </summary>
internal static class ActAmounts
{
    private static readonly Dictionary<string, (string Type, string[] Fields)> Where = new()
    {
        ["billing.bill-opened"] = ("Bill", ["payableMinor"]),
        ["billing.bill-issued"] = ("Bill", ["paidMinor"]),
        ["billing.bill-paid"] = ("Bill", ["paidMinor"]),
        ["billing.bill-part-paid"] = ("Bill", ["paidMinor"]),
        ["billing.training-bill-paid"] = ("Bill", ["paidMinor"]),
        ["billing.discount-given"] = ("Bill", ["billDiscountMinor", "lineDiscountMinor"]),
        ["billing.line-complimented"] = ("Bill", ["complimentaryMinor"]),
        ["billing.line-charged"] = ("Bill", ["complimentaryMinor"]),
        ["billing.service-charge-agreed"] = ("Bill", ["serviceChargeMinor"]),
        ["billing.service-charge-declined"] = ("Bill", ["serviceChargeMinor"]),
        ["billing.tip-set"] = ("Bill", ["tipMinor"]),
        ["billing.credit-note-issued"] = ("IssuedCreditNote", ["creditMinor"]),
        ["billing.cash-paid-in"] = ("CashMove", ["amountMinor"]),
        ["billing.cash-paid-out"] = ("CashMove", ["amountMinor"]),
        ["billing.cash-dropped"] = ("CashMove", ["amountMinor"]),
        ["billing.drawer-opened"] = ("DrawerSession", ["floatMinor"]),
        ["billing.float-stated"] = ("DrawerSession", ["floatMinor"]),
        ["billing.day-closed"] = ("ZReport", ["payableMinor"]),
        ["order.placed"] = ("Order", ["runningMinor"]),
        ["order.sent"] = ("Order", ["runningMinor"]),
        ["order.line-voided"] = ("Order", ["runningMinor"]),
    };

    /// <param name="action">As it is stored: billing.cash-paid-out.</param>
    /// <param name="changes">The entry's JSON, as the platform wrote it.</param>
    /// <returns>Minor units, below nothing where it fell; null where the act is not about money, or moved
    /// none.</returns>
    public static long? Of(string action, string changes)
    {
        if (!Where.TryGetValue(action, out var where)) return null;
        using var document = JsonDocument.Parse(changes);
        var rows = document.RootElement.EnumerateArray()
            .Where(row => row.GetProperty("type").GetString() == where.Type);
        var sum = rows.Sum(row => where.Fields.Sum(field => Value(row, "after", field) - Value(row, "before", field)));
        return sum == 0 ? null : sum;
    }

    private static long Value(JsonElement row, string side, string field) =>
        row.TryGetProperty(side, out var values) && values.TryGetProperty(field, out var value)
            && value.TryGetInt64(out var minor) ? minor : 0;
}
