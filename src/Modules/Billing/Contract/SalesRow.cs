using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract.Questions;
using Restpy.Billing.Figures;
using Restpy.Platform.Data;

namespace Restpy.Billing.Contract;

/// <summary>What sales are grouped by.</summary>
public enum SalesBy
{
    BusinessDate,

    /// <summary>Hour of issue on the branch's clock, "00" to "23".</summary>
    Hour,
    Item,
    Category,

    /// <summary>Rate group: block, tax and rate.</summary>
    Tax,

    /// <summary>Waiter of the order.</summary>
    Staff,
    Channel,
    Branch,
}

/// <param name="BranchId">Null: all branches the scope sees.</param>
/// <param name="From">First business date.</param>
/// <param name="To">Last business date, included.</param>
public sealed record SalesQuestion(Guid? BranchId, DateOnly From, DateOnly To, SalesBy By);

/// <summary>One group of sales; minor units. Credit notes count on the day they were issued.</summary>
/// <param name="Key">Stable: id, date, hour, or words joined by '|'.</param>
/// <param name="Label">As shown.</param>
/// <param name="Count">Bills, or units sold for items and categories.</param>
/// <param name="NetMinor">Taxable value after discounts.</param>
/// <param name="CreditedMinor">Taxable value given back by credit notes.</param>
public sealed record SalesRow(string Key, string Label, long Count, long Covers, long GrossMinor, long DiscountMinor,
    long NetMinor, long TaxMinor, long CreditedMinor, long CreditedTaxMinor);

/// <summary>A range of business dates in one line; minor units.</summary>
public sealed record SalesSummary(
    int Bills, int Covers, long GrossMinor, long ComplimentaryMinor, long LineDiscountMinor, long BillDiscountMinor,
    long ServiceChargeMinor, long PackingMinor, long TaxableMinor,
    long TaxMinor, long RoundOffMinor, long PayableMinor, long TipMinor, int CreditNotes, long CreditedMinor,
    int VoidedBills, long VoidedMinor,
    long CreditedTaxableMinor, long CreditedTaxMinor)
{
    public long DiscountMinor => LineDiscountMinor + BillDiscountMinor;
}
