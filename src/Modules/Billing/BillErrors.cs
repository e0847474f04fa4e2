using Restpy.Kernel;

namespace Restpy.Billing;

internal sealed record BillIsIssued(OrderLabel Bill) : Error(ErrorKind.Conflict);

internal sealed record BillIsPaid(OrderLabel Bill) : Error(ErrorKind.Conflict);

internal sealed record BillIsVoid(OrderLabel Bill) : Error(ErrorKind.Conflict);

/// <summary>No proforma of it is with the guests.</summary>
internal sealed record BillIsNotOut(OrderLabel Bill) : Error(ErrorKind.Conflict);

/// <summary>Money was taken for it.</summary>
internal sealed record BillHoldsMoney(string Amount) : Error(ErrorKind.Conflict);

internal sealed record BillNotIssued() : Error(ErrorKind.Conflict);

/// <summary>The parts of a split bill with fixed amounts come to more than there is.</summary>
internal sealed record PartAboveRest(OrderLabel Bill) : Error(ErrorKind.Conflict);

internal sealed record NothingToBill() : Error(ErrorKind.Invalid);

internal sealed record BillReasonMissing() : Error(ErrorKind.Invalid);

internal sealed record BillTextTooLong(int Longest) : Error(ErrorKind.Invalid);

/// <summary>A full card number in free text: never stored, not even for a moment.</summary>
internal sealed record CardNumberNotKept() : Error(ErrorKind.Invalid);

internal sealed record TipOutOfRange() : Error(ErrorKind.Invalid);

internal sealed record AmountOutOfRange() : Error(ErrorKind.Invalid);
