using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Billing;

/// <summary>Whose cap is nothing lends no discount.</summary>
internal sealed class DiscountLenders(Caps caps) : ILenderLimit
{
    public string Permission => BillingPermissions.Discount;

    public async Task<bool> CanAsync(Guid memberId, Role role, CancellationToken ct) =>
        await caps.OfAsync(memberId, role, ct) is { DiscountPercent: > 0 } or { MayCompliment: true };
}

/// <summary>Whose cap is nothing lends no credit note.</summary>
internal sealed class CreditLenders(Caps caps) : ILenderLimit
{
    public string Permission => BillingPermissions.Credit;

    public async Task<bool> CanAsync(Guid memberId, Role role, CancellationToken ct) =>
        await caps.OfAsync(memberId, role, ct) is { CreditPercent: > 0 };
}
