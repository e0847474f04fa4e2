using Restpy.Kernel;
using Restpy.Menu.Contract.Questions;

namespace Restpy.Menu.SoldOutBoard;

/// <summary>What a tablet sends to take a dish off or put it back.</summary>
/// <param name="BranchId">Only for people who see all branches.</param>
public sealed record SoldOutBody(Guid CommandId, Guid? BranchId);

/// <param name="Left">How many are left; null ends the counting.</param>
public sealed record CountdownBody(Guid CommandId, Guid? BranchId, int? Left);

/// <summary>How the dish stands at the branch after the command.</summary>
public sealed record StockAnswer(Guid ItemId, Guid BranchId, bool SoldOut, int? Left);

internal sealed record SellOutRequest(Guid ItemId, Guid? BranchId);

internal sealed record PutBackRequest(Guid ItemId, Guid? BranchId);

internal sealed record CountDownRequest(Guid ItemId, Guid? BranchId, int? Left);
