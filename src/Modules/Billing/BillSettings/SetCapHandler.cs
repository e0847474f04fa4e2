using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.BillSettings;

internal sealed record SetCapRequest(Role Role, decimal DiscountPercent, decimal CreditPercent, bool MayCompliment, Guid CommandId);

internal sealed record CapOutOfRange() : Error(ErrorKind.Invalid);

/// <summary>Sets how far a role may go by itself. The owner has no cap and gets none: somebody must be able to decide.</summary>
internal sealed class SetCapHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(SetCapRequest request, CancellationToken ct)
    {
        if (request.Role is not (Role.Manager or Role.Cashier or Role.Waiter)) return new NotFound("role");
        if (request.DiscountPercent is < 0 or > 100 || request.CreditPercent is < 0 or > 100) return new CapOutOfRange { Field = "cap" };
        await using var work = await db.BeginAsync(ct);
        var cap = await db.Set<RoleCap>().FirstOrDefaultAsync(c => c.Role == request.Role, ct);
        if (cap is null) db.Add(cap = RoleCap.Of(request.Role, request.DiscountPercent, request.CreditPercent, request.MayCompliment));
        else cap.Set(request.DiscountPercent, request.CreditPercent, request.MayCompliment);
        db.Act("billing.cap-set", cap, request.Role.ToString());
        return await work.SaveAsync(Kernel.Done.It, ct);
    }
}
