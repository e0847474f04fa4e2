using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.BillSettings;

/// <param name="SecondAboveMinor">Null: nobody has to agree to a refund.</param>
internal sealed record SetRefundRuleRequest(long? SecondAboveMinor, Guid CommandId);

/// <summary>
/// Sets above what a refund needs a second person. The owner's alone, shown lately, and logged with the amount before
/// (ADR 0019).
/// </summary>
internal sealed class SetRefundRuleHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(SetRefundRuleRequest request, CancellationToken ct)
    {
        if (request.SecondAboveMinor is < 0 or > 1_000_000_000_000) return new AmountOutOfRange { Field = "above" };
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("billing:refund-rule", ct);
        var rule = await db.Set<RefundRule>().FirstOrDefaultAsync(ct);
        if (rule is null) db.Add(rule = RefundRule.Of(db.Scope.Restaurant));
        rule.Set(request.SecondAboveMinor);
        db.Act("billing.refund-rule-set", rule, request.SecondAboveMinor is { } above ? $"{above}" : "none");
        return await work.SaveAsync(Kernel.Done.It, ct);
    }
}
