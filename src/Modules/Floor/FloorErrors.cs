using Restpy.Kernel;

namespace Restpy.Floor;

internal sealed record AreaNameMissing() : Error(ErrorKind.Invalid);

internal sealed record AreaNameTooLong(int Longest) : Error(ErrorKind.Invalid);

internal sealed record AreaNameTaken(string Name) : Error(ErrorKind.Conflict);

internal sealed record AreaHasTables(int Count) : Error(ErrorKind.Conflict);

internal sealed record AreaOutOfUse(string Name) : Error(ErrorKind.Conflict);

internal sealed record TableNumberMissing() : Error(ErrorKind.Invalid);

internal sealed record TableNumberTooLong(int Longest) : Error(ErrorKind.Invalid);

internal sealed record TableNumberTaken(string Number) : Error(ErrorKind.Conflict);

internal sealed record TableNumberHasNoDigits(string Number) : Error(ErrorKind.Invalid);

internal sealed record SeatsOutOfRange(int Most) : Error(ErrorKind.Invalid);

internal sealed record SortOutOfRange(int Last) : Error(ErrorKind.Invalid);

internal sealed record TablesAtOnceOutOfRange(int Most) : Error(ErrorKind.Invalid);

internal sealed record TableIsOccupied(string Number) : Error(ErrorKind.Conflict);

internal sealed record NoTablesChosen() : Error(ErrorKind.Invalid);

internal sealed record NoCodesToWithdraw() : Error(ErrorKind.Conflict);

internal sealed record NoPublicAddress() : Error(ErrorKind.Conflict);

internal sealed record NumberNotDrawable(string Number) : Error(ErrorKind.Conflict);
