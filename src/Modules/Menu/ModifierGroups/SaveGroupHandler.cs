using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ModifierGroups;

/// <param name="Id">Null for a new group, which gets its key from its name.</param>
internal sealed record SaveGroupRequest(
    Guid? Id, long Version, LocalText Name, int Min, int Max, IReadOnlyList<ModifierFacts> Modifiers);

internal sealed record RemoveGroupRequest(Guid Id);

internal sealed record GroupInUse(int Dishes) : Error(ErrorKind.Conflict);

internal sealed class SaveGroupHandler(RestpyDb db, RestaurantDirectory restaurants, MenuCache book, IStations stations)
{
    public async Task<Outcome<Guid>> HandleAsync(SaveGroupRequest request, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        var rows = await MenuRows.LoadAsync(db, tracked: true, ct);
        var known = rows.Groups.Find(g => g.Id == request.Id);
        if (request.Id is not null && known is null) return new NotFound("modifier group");
        if (known is not null && known.Version != request.Version) return new ChangedMeanwhile();
        var key = known?.Key ?? MenuForms.NewKey(request.Name, "group", k => rows.Groups.Exists(g => g.Key == k));
        var written = new SheetWriter(db, rows, restaurant, await stations.KeysAsync(ct))
            .WriteOne(new SheetGroup(key, request.Name, request.Min, request.Max, request.Modifiers));
        if (!written.Ok) return written.Error;
        var group = written.Value;
        db.Act(known is null ? "menu.group-added" : "menu.group-edited", group, group.Name.In(restaurant.Languages[0]));
        MenuChangePublisher.Tell(db, restaurant, branch => new ModifierGroupSaved(group.Id, branch));
        await work.SaveAsync(group.Id, ct);
        book.Drop(db.Scope.Restaurant, null);
        return group.Id;
    }
}

/// <summary>A group no dish asks may go; orders keep what was chosen in words of their own.</summary>
internal sealed class RemoveGroupHandler(RestpyDb db, RestaurantDirectory restaurants, MenuCache book)
{
    public async Task<Outcome<Done>> HandleAsync(RemoveGroupRequest request, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        if (await db.Set<ModifierGroup>().Include(g => g.Modifiers)
            .FirstOrDefaultAsync(g => g.Id == request.Id, ct) is not { } group) return new NotFound("modifier group");
        var dishes = await db.Set<ItemGroup>().CountAsync(g => g.GroupId == group.Id, ct);
        if (dishes > 0) return new GroupInUse(dishes);
        db.Remove(group);
        db.Act("menu.group-removed", group, group.Name.In(restaurant.Languages[0]));
        MenuChangePublisher.Tell(db, restaurant, branch => new ModifierGroupRemoved(group.Id, branch));
        await work.SaveAsync(Done.It, ct);
        book.Drop(db.Scope.Restaurant, null);
        return Done.It;
    }
}
