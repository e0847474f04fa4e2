using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Menu.Contract.Questions;

/// <summary>The dish is off at this branch, sold out, or fewer are left than were asked for.</summary>
public sealed record SoldOut(LocalText Item) : Error(ErrorKind.Conflict);

/// <summary>
/// What the branch in scope still has. Called inside the transaction that places the order or voids the line, and saved
/// with it: a rolled back order takes nothing.
/// </summary>
/// <remarks>
/// What is guaranteed. A countdown never goes below zero and is never sold twice: counted dishes are decided on their
/// row, locked until the caller commits. A dish the book shows as neither counted nor sold out costs no query; for it
/// the book decides. On SQLite the book hears of a commit before the next writer may begin, so it is never behind. On
/// PostgreSQL it is behind by the time of the event pump, some milliseconds (on another node a second, if its
/// notification was lost): an order placed in that moment may still take a dish just sold out, or one whose counting
/// just began, as if it had been placed a moment earlier; the kitchen sees it on its KOT.
/// </remarks>
public sealed class Stock
{
    private readonly RestpyDb _db;
    private readonly MenuCache _book;

    internal Stock(RestpyDb db, MenuCache book) => (_db, _book) = (db, book);

    /// <summary>Takes these portions, all or none. Quantities are above 0.</summary>
    /// <returns><see cref="NotFound"/> for an id that is no dish of this restaurant, <see cref="SoldOut"/> for the
    /// first dish there is not enough of.</returns>
    /// <exception cref="InvalidOperationException">There is no transaction, or no branch in scope.</exception>
    public async Task<Outcome<Done>> TakeAsync(IReadOnlyDictionary<Guid, int> quantities, CancellationToken ct)
    {
        Guard(quantities);
        var sold = await SoldHereAsync(quantities.Keys, ct);
        foreach (var itemId in quantities.Keys)
            if (!sold.ContainsKey(itemId)) return await OffAsync(itemId, ct);
        var rows = await LockAsync(quantities.Keys.Where(id => sold[id].AskTheRow), ct);
        foreach (var row in rows)
            if (!row.Has(quantities[row.ItemId])) return new SoldOut(sold[row.ItemId].Name);
        foreach (var row in rows.Where(r => r.Left is not null))
        {
            row.Take(quantities[row.ItemId], _db.Time.GetUtcNow());
            _db.Publish(row.IsSoldOut ? new ItemSoldOut(row.Id, row.ItemId, row.BranchId)
                : new CountdownTaken(row.Id, row.ItemId, row.BranchId));
        }
        return Done.It;
    }

    /// <summary>
    /// Gives back portions of voided lines. Only counted dishes change; one a person took off stays off.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no transaction, or no branch in scope.</exception>
    public async Task GiveBackAsync(IReadOnlyDictionary<Guid, int> quantities, CancellationToken ct)
    {
        Guard(quantities);
        var menu = _book.Kept(_db.Scope.Restaurant, _db.Scope.Branch);
        // A dish that left the menu meanwhile is asked for as well: it may come back with its count.
        foreach (var row in await LockAsync(quantities.Keys.Where(
            id => menu is null || !menu.Items.TryGetValue(id, out var item) || item.Left is not null), ct))
        {
            if (row.Left is null) continue;
            row.GiveBack(quantities[row.ItemId]);
            _db.Publish(new CountdownGivenBack(row.Id, row.ItemId, row.BranchId));
        }
    }

    private void Guard(IReadOnlyDictionary<Guid, int> quantities)
    {
        if (_db.UnitOfWork is null)
            throw new InvalidOperationException("Stock changes with the order, in its transaction.");
        foreach (var quantity in quantities.Values)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity, nameof(quantities));
    }

    /// <summary>
    /// Which of these the branch has on its menu, and whether the stock row must be asked. From the book; while it is
    /// being built anew from the tables: waiting for it would hold a connection the build may need.
    /// </summary>
    private async ValueTask<Dictionary<Guid, (LocalText Name, bool AskTheRow)>> SoldHereAsync(
        IEnumerable<Guid> ids, CancellationToken ct)
    {
        if (_book.Kept(_db.Scope.Restaurant, _db.Scope.Branch) is { } menu)
            return ids.Where(menu.Items.ContainsKey).Select(id => menu.Items[id])
                .ToDictionary(i => i.Id, i => (i.Name, i.SoldOut || i.Left is not null));
        var (wanted, branch) = (ids.ToList(), _db.Scope.Branch);
        var sold = await _db.Set<Item>().AsNoTracking()
            .Where(i => wanted.Contains(i.Id) && i.ArchivedAt == null
                && !_db.Set<OffAtBranch>().Any(o => o.BranchId == branch && o.ItemId == i.Id))
            .Select(i => new { i.Id, i.Name }).ToListAsync(ct);
        return sold.ToDictionary(i => i.Id, i => (i.Name, true));
    }

    /// <summary>The rows as they stand once everybody before us has committed, and ours until we have.</summary>
    private async Task<List<ItemStock>> LockAsync(IEnumerable<Guid> items, CancellationToken ct)
    {
        var wanted = items.ToList();
        if (wanted.Count == 0) return [];
        var branch = _db.Scope.Branch;
        var ids = await _db.Set<ItemStock>().Where(s => s.BranchId == branch && wanted.Contains(s.ItemId))
            .Select(s => s.Id).ToListAsync(ct);
        await _db.UnitOfWork!.LockAllAsync<ItemStock>(ids, ct);
        return await _db.Set<ItemStock>().Where(s => ids.Contains(s.Id)).ToListAsync(ct);
    }

    private async Task<Error> OffAsync(Guid itemId, CancellationToken ct) =>
        await _db.Set<Item>().Where(i => i.Id == itemId).Select(i => i.Name).FirstOrDefaultAsync(ct) is { } name
            ? new SoldOut(name) : new NotFound("item");
}
