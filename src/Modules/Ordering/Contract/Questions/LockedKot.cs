using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Ordering.Contract.Questions;

/// <summary>
/// A KOT in the caller's transaction, to change it. The caller decides whether it may be changed, says what it did, and
/// saves.
/// </summary>
public sealed class LockedKot
{
    private readonly RestpyDb _db;
    private readonly Kot _kot;

    internal LockedKot(RestpyDb db, Kot kot) => (_db, _kot) = (db, kot);

    public Guid Id => _kot.Id;

    public Guid OrderId => _kot.OrderId;

    /// <summary>Counts from one each business date, in the branch.</summary>
    public int Number => _kot.Number;

    public OrderLabel Label => _kot.Label;

    public bool IsBumped => _kot.BumpedAt is not null;

    /// <summary>A line was voided and no cook has seen it.</summary>
    public Task<bool> HasUnseenVoidAsync(CancellationToken ct) => _db.Set<OrderLine>()
        .AnyAsync(l => l.KotId == _kot.Id && l.State == LineState.Voided && l.VoidSeenAt == null, ct);

    /// <summary>Takes it off the board.</summary>
    public void Bump() => _kot.Bump(_db.Time.GetUtcNow());

    /// <summary>Puts it back on the board, also when it was served.</summary>
    public void Recall() => _kot.Recall();

    /// <summary>Writes the act into the activity log.</summary>
    /// <param name="action">Key of the act: kitchen.kot-bumped.</param>
    /// <param name="text">What it was done to, for the log.</param>
    public void Act(string action, string text) => _db.Act(action, _kot, text);
}
