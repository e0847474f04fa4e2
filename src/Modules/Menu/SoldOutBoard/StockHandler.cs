using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.SoldOutBoard;

/// <summary>How every act on a dish's stock goes: hold the row, act on it, log and tell only what did change.</summary>
internal sealed class StockHandler(RestpyDb db, RestaurantDirectory restaurants, MenuCache book)
{
    public async Task<Outcome<StockAnswer>> HandleAsync(
        Guid itemId, Guid? branchId, Func<ItemStock, Outcome<Done>> act, CancellationToken ct)
    {
        var branch = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Asked(db.Scope, branchId);
        if (!branch.Ok) return branch.Error;
        await using var work = await db.BeginAsync(ct);
        // The dish first: two who take it off at once must not both make its first row. Orders lock only the stock row.
        if (!await work.LockAsync<Item>(itemId, ct)) return new NotFound("item");
        var item = await db.Set<Item>().FirstAsync(i => i.Id == itemId, ct);
        var stock = await HeldAsync(work, branch.Value.Id, itemId, ct);
        var (wasSoldOut, wasLeft) = (stock.IsSoldOut, stock.Left);
        var acted = act(stock);
        if (!acted.Ok) return acted.Error;
        if ((wasSoldOut, wasLeft) != (stock.IsSoldOut, stock.Left)) Tell(stock, item, branch.Value, wasSoldOut);
        else db.Entry(stock).State = EntityState.Detached;
        var answer = await work.SaveAsync(new StockAnswer(itemId, branch.Value.Id, stock.IsSoldOut, stock.Left), ct);
        book.Drop(db.Scope.Restaurant, branch.Value.Id);
        return answer;
    }

    private async Task<ItemStock> HeldAsync(UnitOfWork work, Guid branchId, Guid itemId, CancellationToken ct)
    {
        var row = db.Set<ItemStock>().Where(s => s.BranchId == branchId && s.ItemId == itemId);
        if (await row.Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct) is { } id)
        {
            await work.LockAsync<ItemStock>(id, ct);
            return await row.FirstAsync(ct);
        }
        var fresh = ItemStock.Of(branchId, itemId);
        db.Add(fresh);
        return fresh;
    }

    private void Tell(ItemStock stock, Item item, BranchInfo branch, bool wasSoldOut)
    {
        (string Act, StockEvent Told) what = (wasSoldOut, stock.IsSoldOut) switch
        {
            (false, true) => ("menu.sold-out", new ItemSoldOut(stock.Id, item.Id, branch.Id)),
            (true, false) => ("menu.back-on-sale", new ItemBackOnSale(stock.Id, item.Id, branch.Id)),
            _ => ("menu.counted", new CountdownSet(stock.Id, item.Id, branch.Id)),
        };
        db.Act(what.Act, item, $"{item.Code} {item.Name} · {branch.Name}");
        db.Publish(what.Told);
    }
}

internal sealed class SellOutHandler(StockHandler stock, RestpyDb db)
{
    public Task<Outcome<StockAnswer>> HandleAsync(SellOutRequest request, Actor actor, CancellationToken ct) =>
        stock.HandleAsync(request.ItemId, request.BranchId, row =>
    {
        row.SellOut(actor.Name is { Length: > 0 } name ? name : "staff", db.Time.GetUtcNow());
        return Done.It;
    }, ct);
}

internal sealed class PutBackHandler(StockHandler stock)
{
    public Task<Outcome<StockAnswer>> HandleAsync(PutBackRequest request, CancellationToken ct) =>
        stock.HandleAsync(request.ItemId, request.BranchId, row =>
    {
        row.PutBack();
        return Done.It;
    }, ct);
}

internal sealed class CountDownHandler(StockHandler stock, RestpyDb db)
{
    public Task<Outcome<StockAnswer>> HandleAsync(CountDownRequest request, Actor actor, CancellationToken ct) =>
        stock.HandleAsync(request.ItemId, request.BranchId,
        row => row.Count(request.Left, actor.Name, db.Time.GetUtcNow()), ct);
}
