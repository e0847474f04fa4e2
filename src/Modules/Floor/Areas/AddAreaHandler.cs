using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Floor.Areas;

internal sealed record AddAreaRequest(Guid BranchId, string? Name);

internal sealed class AddAreaHandler(RestpyDb db, FloorPlan plan)
{
    public async Task<Outcome<Guid>> HandleAsync(AddAreaRequest request, CancellationToken ct)
    {
        var name = CleanText.Line(request.Name);
        if (FloorRules.AreaName(name) is { Error: { } wrong }) return wrong;
        if (await plan.BranchAsync(request.BranchId, ct) is null) return new NotFound("branch");
        await using var work = await db.BeginAsync(ct);
        await FloorPlan.TakeTurnAsync(work, request.BranchId, ct);
        var others = await db.Set<Area>().AsNoTracking().Where(a => a.BranchId == request.BranchId).ToListAsync(ct);
        if (others.Any(a => a.OutOfUseAt is null && FloorRules.Same(a.Name, name)))
            return new AreaNameTaken(name) { Field = "Name" };
        var area = Area.Open(
            request.BranchId, name, Math.Min(Area.LastSort, others.Select(a => a.Sort).DefaultIfEmpty(0).Max() + 10));
        db.Add(area);
        db.Act("floor.area-added", area, name);
        db.Publish(new AreaAdded(area.Id));
        return await work.SaveAsync(area.Id, ct);
    }
}
