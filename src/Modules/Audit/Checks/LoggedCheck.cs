using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Audit.Checks;

/// <summary>
/// L1: every model is audited or says why not, a change without an entry is refused, and entries say who and from
/// where.
/// </summary>
internal static class LoggedCheck
{
    private static readonly MethodInfo Change =
        typeof(LoggedCheck).GetMethod(nameof(ChangeAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var types = services.GetRequiredService<RestpyDb>().Model.GetEntityTypes().ToList();
        var audited = types.Where(t => t.ClrType.GetCustomAttribute<NotAuditedAttribute>() is null).ToList();
        var tried = await EachRestaurant.AsksAsync(services, s => TryAsync(s, audited, ct), ct);
        var (refused, slipped) = (tried.Sum(t => t.Refused), tried.Sum(t => t.Slipped));
        if (slipped > 0)
            return new(ClaimState.Failing,
                $"{slipped} of {refused + slipped} changes without an entry were not refused.");
        var entries = await EachRestaurant.AsksAsync(services, s => NewestAsync(s, ct), ct);
        var (seen, bare) = (entries.Sum(e => e.Seen), entries.Sum(e => e.Bare));
        if (bare > 0)
            return new(ClaimState.Failing, $"{bare} of the newest {seen} entries do not say who or from where.");
        if (refused == 0 || seen == 0)
            return new(ClaimState.NotVerifiedHere,
                "There is nothing on this installation yet that could be changed and logged.");
        return new(ClaimState.Verified,
            $"{audited.Count} models are audited, {types.Count - audited.Count} state why not. {refused} changes "
                + $"tried without an entry were all refused. The newest {seen} entries of staff all carry time, "
                + $"person, role and address, and the user agent that was sent.");
    }

    /// <summary>
    /// A real row of each audited model is changed without an entry, in a transaction that is never committed.
    /// </summary>
    private static async Task<(int Refused, int Slipped)> TryAsync(
        IServiceProvider services, List<IEntityType> audited, CancellationToken ct)
    {
        var (refused, slipped) = (0, 0);
        var db = services.GetRequiredService<RestpyDb>();
        foreach (var type in audited.Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)))
        {
            var outcome = await (Task<bool?>)Change.MakeGenericMethod(type.ClrType).Invoke(null, [db, ct])!;
            if (outcome == true) refused++;
            if (outcome == false) slipped++;
        }
        return (refused, slipped);
    }

    private static async Task<bool?> ChangeAsync<T>(RestpyDb db, CancellationToken ct) where T : class, ITenantOwned
    {
        await using var work = await db.BeginAsync(ct);
        try
        {
            if (await db.Set<T>().OrderBy(r => r.Id).FirstOrDefaultAsync(ct) is not { } row) return null;
            db.Entry(row).State = EntityState.Modified;
            await db.SaveChangesAsync(ct);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<(int Seen, int Bare)> NewestAsync(IServiceProvider services, CancellationToken ct)
    {
        var newest = await services.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking()
            .OrderByDescending(e => e.At).Where(e => e.ActorKind == ActorKind.Staff).Take(500).ToListAsync(ct);
        return (newest.Count, newest.Count(e => e.Role.Length == 0 || e.Ip.Length == 0 || e.PersonName.Length == 0));
    }
}
