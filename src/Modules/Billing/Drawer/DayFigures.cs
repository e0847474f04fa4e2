using Restpy.Billing.Contract;
using Restpy.Pricing;

namespace Restpy.Billing.Drawer;

/// <summary>Everything an X or Z report says of one drawer session; minor units.</summary>
internal sealed record DayFigures
{
    public required string Branch { get; init; }
    public required DateOnly BusinessDate { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required string Currency { get; init; }
    public required int Bills { get; init; }
    public required int Covers { get; init; }
    public required long GrossMinor { get; init; }
    public required int ComplimentaryLines { get; init; }
    public required long ComplimentaryMinor { get; init; }
    public required long LineDiscountMinor { get; init; }
    public required long BillDiscountMinor { get; init; }
    public required long ServiceChargeMinor { get; init; }
    public required long PackingMinor { get; init; }
    public required long TaxableMinor { get; init; }
    public required long TaxMinor { get; init; }
    public required long RoundOffMinor { get; init; }
    public required long PayableMinor { get; init; }
    public required long TipMinor { get; init; }
    public required CreditFigures Credits { get; init; }
    public required int VoidedBills { get; init; }
    public required long VoidedMinor { get; init; }
    public required IReadOnlyList<TaxFigure> Taxes { get; init; }
    public required IReadOnlyList<CategoryFigure> Categories { get; init; }
    public required IReadOnlyList<DocumentRange> Documents { get; init; }
    public required IReadOnlyList<TenderSum> Tenders { get; init; }
    public required DrawerFigures Drawer { get; init; }

    /// <summary>Taken in this session for bills that have their number from another, or none yet.</summary>
    public long ForOtherDaysMinor { get; init; }

    /// <summary>Taken in other sessions for bills of this one.</summary>
    public long OnOtherDaysMinor { get; init; }

    /// <summary>What stays: payable and tips less what was given back.</summary>
    public long TakenMinor => Tenders.Sum(t => t.PaidMinor - t.RefundedMinor);
}

internal sealed record CreditFigures(
    int Notes, long TaxableMinor, long TaxMinor, long RoundOffMinor, long CreditMinor, long RefundMinor);

/// <param name="Name">CGST, SGST, VAT; empty where nothing is collected.</param>
/// <param name="First">Whether this is the first tax of its rate: taxable values are added over these alone.</param>
internal sealed record TaxFigure(TaxBlock Block, string Name, decimal RatePercent, bool First, long TaxableMinor,
    long AmountMinor, long CreditedTaxableMinor, long CreditedAmountMinor);

/// <param name="CreditedQuantity">Nothing in reports from before it was counted.</param>
internal sealed record CategoryFigure(
    LineKind Kind, string Category, long Quantity, long TaxableMinor, long CreditedMinor, long CreditedQuantity = 0);

/// <summary>From which to which number one series went in the session.</summary>
internal sealed record DocumentRange(
    string Series, string Year, string First, string Last, int Count, bool CreditNotes);

/// <param name="ExpectedMinor">Float, cash kept and paid in, less cash given back, paid out and dropped.</param>
/// <param name="CountedMinor">Null on an X report.</param>
internal sealed record DrawerFigures(
    long FloatMinor, long CashReceivedMinor, long ChangeMinor, long CashRefundedMinor, long PaidInMinor,
    long PaidOutMinor, long DroppedMinor, long ExpectedMinor,
    long? CountedMinor, IReadOnlyList<CountedPieces> Counts)
{
    /// <summary>Why the count is not what was expected; empty where it is.</summary>
    public string VarianceReason { get; init; } = "";

    public long VarianceMinor => (CountedMinor ?? ExpectedMinor) - ExpectedMinor;
}

internal sealed record CountedPieces(long DenominationMinor, int Pieces);
