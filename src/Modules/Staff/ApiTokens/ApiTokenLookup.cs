using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Networks;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.ApiTokens;

/// <summary>
/// Looks a token up on every request, as a session is: what was taken back, or narrowed, is so on the next one.
/// </summary>
internal sealed class ApiTokenLookup(IServiceScopeFactory scopes, PermissionCache rights, AllowedNetworkCache networks,
    DemoPeople demo, TimeProvider time) : IApiTokens
{
    private static readonly TimeSpan WriteUseEvery = TimeSpan.FromMinutes(1);

    public async Task<Session?> FindAsync(BearerToken token, IPAddress address, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        // The token's own signature says whose it is; behind the wall stands only that restaurant.
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(token.RestaurantId, null, Actor.System("api token"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var now = time.GetUtcNow();
        var found = await (
            from t in db.Set<ApiToken>().AsNoTracking()
            join m in db.Set<Member>().AsNoTracking() on t.MadeByMember equals m.Id
            join p in db.Set<Person>().AsNoTracking() on m.PersonId equals p.Id
            join n in db.Set<MemberStamps>().AsNoTracking() on m.Id equals n.MemberId
            where t.Id == token.Id && m.LeftAt == null && p.DisabledAt == null
            select new { Token = t, Member = m, Person = p, n.RightsStamp }).FirstOrDefaultAsync(ct);
        if (found is null || !found.Token.Holds(now) || !Matches(found.Token.Hash, token.Hash)
            || (found.Person.IsDemo && !demo.On)) return null;
        // Whoever is bound to a branch since then is bound by their tokens as well.
        var branchId = found.Member.BranchId ?? found.Token.BranchId;
        if (found.Token.BranchId is { } own && own != branchId) return null;
        if (!await MayComeFromAsync(found.Token, found.Member, address, ct)) return null;
        var may = await rights.OfAsync(
            token.RestaurantId, found.Member.Id, found.RightsStamp, found.Member.Role, branchId, ct);
        // Who may not make tokens any more has none.
        if (!may.Contains(StaffPermissions.MakeTokens)) return null;
        var restaurant = await scope.ServiceProvider.GetRequiredService<RestaurantDirectory>()
            .GetAsync(token.RestaurantId, ct);
        await NoteAsync(db, token.Id, address.ToString(), now, ct);
        return new($"token:{token.Id:N}", found.Person.Id, found.Member.Id, found.Person.Name, token.RestaurantId,
            restaurant.Name, branchId, branchId is { } b ? restaurant.Branch(b).Name
            : "", found.Member.Role, found.Person.Language,
            found.Token.ScopeList.Intersect(TokenScopes.All).Where(may.Contains).ToFrozenSet(), found.RightsStamp, now,
            TimeSpan.Zero)
        { Token = new(found.Token.Id, found.Token.Name, token), EndsAt = found.Token.EndsAt };
    }

    private async ValueTask<bool> MayComeFromAsync(
        ApiToken token, Member maker, IPAddress address, CancellationToken ct) => token.Networks.Length > 0
        ? NetworkList.Read(token.Networks) is { Ok: true } list && list.Value.Allows(address)
        : await networks.AllowsAsync(token.RestaurantId, maker.Role, maker.PersonId, address, ct);

    private static bool Matches(string kept, string brought) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept), Encoding.ASCII.GetBytes(brought));

    private static async Task NoteAsync(RestpyDb db, Guid id, string ip, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Set<ApiTokenUse>().FirstOrDefaultAsync(u => u.Id == id, ct) is not { } use
            || (now - use.LastAt < WriteUseEvery && use.LastIp == ip)) return;
        (use.LastAt, use.LastIp) = (now, ip);
        await db.SaveChangesAsync(ct);
    }
}
