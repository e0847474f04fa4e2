using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing;

/// <summary>The caps that hold here: the restaurant's own where it set one, else the usual.</summary>
internal sealed class RoleCaps(RestpyDb db)
{
    private static readonly RoleCap Nothing = RoleCap.Of(Role.Kitchen, 0, 0, false);

    /// <summary>Of the person acting now. Somebody without a role of the house may give nothing away.</summary>
    public async Task<RoleCap> MineAsync(CancellationToken ct) =>
        Enum.TryParse<Role>(db.Scope.Actor?.Role, ignoreCase: true, out var role) ? await OfAsync(role, ct) : Nothing;

    public async Task<RoleCap> OfAsync(Role role, CancellationToken ct) =>
        await db.Set<RoleCap>().AsNoTracking().FirstOrDefaultAsync(c => c.Role == role, ct)
        ?? RoleCap.Usual.FirstOrDefault(c => c.Role == role) ?? Nothing;
}
