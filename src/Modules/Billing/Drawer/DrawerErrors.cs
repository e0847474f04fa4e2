using Restpy.Kernel;

namespace Restpy.Billing.Drawer;

internal sealed record DrawerIsOpen() : Error(ErrorKind.Conflict);

internal sealed record DrawerNotOpen() : Error(ErrorKind.Conflict);

internal sealed record DrawerHoldsLess(string Held) : Error(ErrorKind.Invalid);

internal sealed record CountOutOfRange() : Error(ErrorKind.Invalid);

internal sealed record CountMissing() : Error(ErrorKind.Invalid);

/// <summary>Says that it differs, and not by how much: the count is blind.</summary>
internal sealed record VarianceNeedsReason() : Error(ErrorKind.Invalid);

internal sealed record DayHasOpenBills(IReadOnlyList<OrderLabel> Bills) : Error(ErrorKind.Conflict);

internal sealed record DayHasOpenOrders(IReadOnlyList<OrderLabel> Orders) : Error(ErrorKind.Conflict);
