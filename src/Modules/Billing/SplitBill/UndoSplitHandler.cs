using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.SplitBill;

public sealed record UndoSplitRequest(Guid BillId, Guid CommandId);

internal sealed record NotSplit(OrderLabel Bill) : Error(ErrorKind.Conflict);

/// <summary>A part is paid or has its number: that stays.</summary>
internal sealed record PartIsPaid(OrderLabel Part) : Error(ErrorKind.Conflict);

/// <summary>Puts the parts of a bill together again, until the first of them is paid.</summary>
internal sealed class UndoSplitHandler(RestpyDb db, BillLoader desk)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(UndoSplitRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.Parts == 0) return new NotSplit(bill.Name);
        var ids = (await desk.PartsAsync(bill.OrderId, ct)).Where(p => p.Part > 0).Select(p => p.Id).ToList();
        var parts = await db.BillsWithTraining().Where(b => ids.Contains(b.Id)).ToListAsync(ct);
        if (parts.Append(bill).FirstOrDefault(p => p.IsIssued || p.PaidMinor > 0) is { } paid)
            return new PartIsPaid(paid.Name);
        foreach (var part in parts)
        {
            part.Void("Split undone", db.Time.GetUtcNow(), actor.Name);
            bill.TakeBack();
            db.Publish(new BillVoided(part.Id));
        }
        if (await desk.RepriceAsync(bill, await desk.BranchAsync(bill.BranchId, ct), ct) is { Error: { } unpriced })
            return unpriced;
        db.Act("billing.split-undone", bill, bill.Name);
        db.Publish(new BillWasSplit(bill.Id, bill.OrderId));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
