using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Floor.Scan;

/// <summary>
/// Lets a phone in by the token of a table's code: the signature first, then whether the code still lives.
/// </summary>
internal sealed class ScanHandler(RestpyDb db, WorkScope scope, CodeTokens tokens, RetiredCode retired)
{
    public async Task<bool> HandleAsync(HttpContext http, string? token, CancellationToken ct)
    {
        if (!tokens.TryRead(token, out var restaurantId, out var codeId)) return false;
        scope.Enter(restaurantId, null, Actor.System("qr"));
        var found = await FindAsync(codeId, ct);
        if (found is null) return false;
        if (!found.Lives)
        {
            await retired.WriteAsync(http);
            return false;
        }
        var guest = GuestCookie.Ensure(http);
        scope.Enter(restaurantId, found.Table.BranchId,
            http.GuestActor(GuestCookie.SessionOf(guest), "Table " + found.Table.Number));
        http.Enter(new ScannedTable(found.Table, token!));
        return true;
    }

    /// <summary>Whether the code of a request that was let in is still in use.</summary>
    public async ValueTask<bool> IsInUseAsync(string? token, CancellationToken ct) =>
        tokens.TryRead(token, out _, out var codeId) && await FindAsync(codeId, ct) is { Lives: true };

    private async Task<Found?> FindAsync(Guid codeId, CancellationToken ct) => await (
        from code in db.Set<TableCode>().AsNoTracking()
        join table in db.Set<Table>().AsNoTracking() on code.TableId equals table.Id
        join area in db.Set<Area>().AsNoTracking() on table.AreaId equals area.Id
        where code.Id == codeId
        select new Found(
            new(table.Id, table.BranchId, table.Number, area.Id, area.Name, table.Seats, table.Sort),
            code.RevokedAt == null && table.OutOfUseAt == null)).FirstOrDefaultAsync(ct);

    private sealed record Found(TableInfo Table, bool Lives);
}
