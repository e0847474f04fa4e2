using Restpy.Billing.Contract;
using Restpy.Kernel;

namespace Restpy.Payments;

/// <summary>
/// Money that came for a bill, or went back for a credit note. Never changed, never deleted: what was written down
/// wrongly is corrected by another row.
/// </summary>
internal sealed class Tender : IBranchOwned
{
    private Tender() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid BillId { get; private init; }

    /// <summary>Set on a refund.</summary>
    public Guid? CreditNoteId { get; private init; }
    public Guid DrawerSessionId { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public TenderKind Kind { get; private init; }

    /// <summary>What counts for the bill.</summary>
    public long AmountMinor { get; private init; }
    public long ReceivedMinor { get; private init; }
    public long ChangeMinor { get; private init; }

    [PersonalData(PersonalDataCategory.Guest, KeptFor.TaxRecords)]
    public string Reference { get; private init; } = "";

    /// <summary>The wrongly entered tender that this one replaces.</summary>
    public Guid? CorrectsId { get; private init; }

    /// <summary>Why it was corrected; empty on all others.</summary>
    public string Reason { get; private init; } = "";

    public DateTimeOffset At { get; private init; }
    public Guid? ById { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ByName { get; private init; } = "";

    public static Tender Of(MoneyOfBill bill, Guid? creditNoteId, TenderOffer offer, long amountMinor,
        DateTimeOffset now, Actor by) => new()
        {
            Id = Kernel.Id.New(), BranchId = bill.BranchId, BillId = bill.BillId, CreditNoteId = creditNoteId,
            DrawerSessionId = bill.DrawerSessionId,
            BusinessDate = bill.BusinessDate, Kind = offer.Kind, AmountMinor = amountMinor,
            ReceivedMinor = offer.AmountMinor, ChangeMinor = offer.AmountMinor - amountMinor,
            Reference = offer.Reference, At = now, ById = by.PersonId, ByName = by.Name,
        };

    /// <summary>What really happened with money that was written down wrongly; nothing where it never came.</summary>
    public static Tender InPlaceOf(
        Tender wrong, TenderOffer right, string reason, DateTimeOffset now, Actor by) => new()
        {
            Id = Kernel.Id.New(), BranchId = wrong.BranchId, BillId = wrong.BillId,
            DrawerSessionId = wrong.DrawerSessionId, BusinessDate = wrong.BusinessDate, Kind = right.Kind,
            AmountMinor = right.AmountMinor, ReceivedMinor = right.AmountMinor, Reference = right.Reference,
            CorrectsId = wrong.Id, Reason = reason, At = now, ById = by.PersonId, ByName = by.Name,
        };

    public TakenTender Taken(bool isCorrected = false) =>
        new(Id, Kind, AmountMinor, ReceivedMinor, ChangeMinor, Reference, At, ByName, CreditNoteId)
        {
            DrawerSessionId = DrawerSessionId, CorrectsId = CorrectsId, Reason = Reason, IsCorrected = isCorrected,
        };
}
