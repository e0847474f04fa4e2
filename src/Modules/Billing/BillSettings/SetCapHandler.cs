using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Billing.BillSettings;

internal sealed record SetCapRequest(
    Role Role, decimal DiscountPercent, decimal CreditPercent, long? RefundMinor, bool MayCompliment, Guid CommandId);

internal sealed record CapOutOfRange() : Error(ErrorKind.Invalid);

/// <summary>
/// Sets how far a role may go by itself. The owner has no cap and gets none: somebody must be able to decide.
/// </summary>
internal sealed class SetCapHandler(RestpyDb db, Colleagues colleagues)
{
    public async Task<Outcome<Done>> HandleAsync(SetCapRequest request, CancellationToken ct)
    {
        if (request.Role is not (Role.Manager or Role.Cashier or Role.Waiter)) return new NotFound("role");
        if (request.DiscountPercent is < 0 or > 100 || request.CreditPercent is < 0 or > 100
            || request.RefundMinor is < 0 or > 1_000_000_000_000) return new CapOutOfRange { Field = "cap" };
        await using var work = await db.BeginAsync(ct);
        var cap = await db.Set<RoleCap>().FirstOrDefaultAsync(c => c.Role == request.Role, ct);
        if (cap is null)
            db.Add(
                cap = RoleCap.Of(request.Role, request.DiscountPercent, request.CreditPercent, request.MayCompliment));
        cap.Set(request.DiscountPercent, request.CreditPercent, request.RefundMinor, request.MayCompliment);
        // What is being given at this moment by the cap before is not saved after this.
        await colleagues.RightsChangedAsync(
            [.. (await colleagues.WorkingAsync(request.Role, ct)).Select(c => c.MemberId)], ct);
        db.Act("billing.cap-set", cap, request.Role.ToString());
        return await work.SaveAsync(Kernel.Done.It, ct);
    }
}
