using System.Text.Json.Serialization;
using Restpy.Kernel;

namespace Restpy.Billing.Contract;

/// <summary>How money came or went.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TenderKind>))]
public enum TenderKind
{
    Cash,
    Upi,

    /// <summary>
    /// Taken on the bank's own terminal and only recorded here: no card number ever enters this system.
    /// </summary>
    Card,
}

/// <param name="AmountMinor">What was handed over or charged; cash may pass what is due, the rest is change.</param>
/// <param name="Reference">UPI reference, or approval code and last four digits of a card.</param>
public sealed record TenderOffer(TenderKind Kind, long AmountMinor, string Reference);

/// <summary>The bill money is taken for or given back on.</summary>
/// <param name="DrawerSessionId">The drawer that is open, which counts the money at the end of the day.</param>
public sealed record MoneyOfBill(Guid BillId, Guid BranchId, Guid DrawerSessionId, DateOnly BusinessDate);

/// <summary>One recorded tender; minor units.</summary>
/// <param name="AmountMinor">What counts for the bill: received less change.</param>
/// <param name="CreditNoteId">Set on a refund: the credit note it was paid for.</param>
public sealed record TakenTender(
    Guid Id, TenderKind Kind, long AmountMinor, long ReceivedMinor, long ChangeMinor, string Reference,
    DateTimeOffset At, string ByName, Guid? CreditNoteId)
{
    public bool IsRefund => CreditNoteId is not null;

    public Guid DrawerSessionId { get; init; }

    /// <summary>It was entered wrongly: another tender replaces it, and it no longer counts.</summary>
    public bool IsCorrected { get; init; }

    /// <summary>The tender it replaces.</summary>
    public Guid? CorrectsId { get; init; }

    /// <summary>Why it was corrected.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>Tenders of one kind added up; minor units.</summary>
public sealed record TenderSum(TenderKind Kind, int Payments, long PaidMinor, long ReceivedMinor, long ChangeMinor,
    int Refunds, long RefundedMinor);

/// <summary>
/// Asked by Billing, answered by Payments, which owns the rows of money. Every call runs in the caller's transaction
/// and saves nothing itself.
/// </summary>
public interface ITenders
{
    /// <summary>
    /// Checks and records what was offered against what is due. Change comes from cash alone; nothing else may pass the
    /// due.
    /// </summary>
    Outcome<IReadOnlyList<TakenTender>> Take(
        MoneyOfBill bill, long dueMinor, IReadOnlyList<TenderOffer> offers, Actor actor);

    /// <summary>Records money given back for a credit note.</summary>
    Outcome<TakenTender> GiveBack(MoneyOfBill bill, Guid creditNoteId, TenderOffer offer, Actor actor);

    /// <summary>Puts what really happened in the place of a tender; nothing of an amount where it never came.</summary>
    Task<Outcome<TakenTender>> CorrectAsync(
        Guid tenderId, TenderOffer right, string reason, Actor actor, CancellationToken ct);

    /// <summary>All tenders of a bill, oldest first, also those that were corrected.</summary>
    Task<IReadOnlyList<TakenTender>> OfBillAsync(Guid billId, CancellationToken ct);

    /// <summary>Payments of a session for bills that are not its own, and of others for bills that are.</summary>
    /// <param name="billIds">The session's own bills.</param>
    Task<(long ForOthersMinor, long ElsewhereMinor)> AcrossAsync(
        Guid drawerSessionId, IReadOnlyCollection<Guid> billIds, CancellationToken ct);

    /// <summary>Totals by kind of one drawer session.</summary>
    Task<IReadOnlyList<TenderSum>> OfSessionAsync(Guid drawerSessionId, CancellationToken ct);

    /// <summary>Totals by kind of business dates, both included; null for all branches.</summary>
    Task<IReadOnlyList<TenderSum>> BetweenAsync(Guid? branchId, DateOnly from, DateOnly to, CancellationToken ct);
}
