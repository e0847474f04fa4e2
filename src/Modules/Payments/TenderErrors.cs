using Restpy.Kernel;

namespace Restpy.Payments;

internal sealed record TenderAmountWrong() : Error(ErrorKind.Invalid);

/// <summary>More than is due was charged to a card or by UPI; there is no change for those.</summary>
internal sealed record TenderAboveDue() : Error(ErrorKind.Invalid);

internal sealed record ReferenceTooLong(int Longest) : Error(ErrorKind.Invalid);

/// <summary>Looks like a full card number, which is never kept.</summary>
internal sealed record ReferenceIsCardNumber() : Error(ErrorKind.Invalid);
