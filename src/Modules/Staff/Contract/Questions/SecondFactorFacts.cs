using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Platform.Wall;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;

namespace Restpy.Staff.Contract.Questions;

/// <summary>How the second factor stands on this installation; for the security checks.</summary>
/// <param name="Sessions">Living ones that were looked at.</param>
/// <param name="Weaker">Of them, with less shown than their role asked for when they were opened.</param>
/// <param name="Roles">How many roles of how many restaurants ask for more than the password.</param>
/// <param name="Restaurants">Of which the sessions and roles are.</param>
/// <param name="StrangeCodes">Codes that are out and live longer than five minutes, were tried more than five times, or
/// are no hash.</param>
public sealed record SecondFactorStatus(
    int Sessions, int Weaker, int Roles, int Restaurants, int StrangeCodes, MailTransport Mail);

/// <summary>
/// Compares what is with what was asked for; worked out here a second time, so that a mistake at the sign-in shows.
/// </summary>
public sealed class SecondFactorFacts(RestpyDb db, IServiceScopeFactory scopes, IMails mails, DemoPeople demo)
{
    /// <param name="restaurants">Whose roles and sessions to compare.</param>
    /// <param name="most">How many of the latest sessions.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<SecondFactorStatus> ReadAsync(IReadOnlyList<Guid> restaurants, int most, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        List<StaffSession> living;
        using (db.BypassTenantWall(StaffBypasses.Limits))
            living = await db.Set<StaffSession>().AsNoTracking().Where(s => s.EndedAt == null && s.EndsAt > now)
                .OrderByDescending(s => s.CreatedAt).Take(most).ToListAsync(ct);
        var asked = new Dictionary<(Guid?, Role), RoleSecurity>();
        foreach (var restaurant in restaurants)
            foreach (var row in await AskedAsync(restaurant, ct)) asked[(restaurant, row.Role)] = row;
        var looked = living.Where(s => s.RestaurantId is null || restaurants.Contains(s.RestaurantId.Value)).ToList();
        var weaker = looked.Count(s => !s.OnlyEnrols && s.Second == SecondFactorMethod.None && (s.RestaurantId is null
            ? !demo.On
            : asked.TryGetValue((s.RestaurantId, s.Role), out var row)
            && row.SecondFactorRequirement != SecondFactorRequirement.Password && row.AskedAt <= s.CreatedAt));
        var codes = await db.Set<MailCode>().AsNoTracking().Where(c => c.SpentAt == null).ToListAsync(ct);
        var strange = codes.Count(
            c => c.EndsAt - c.SentAt > TimeSpan.FromMinutes(5) || c.Tried > 5 || c.Hash.Length != 64);
        return new(looked.Count, weaker,
            asked.Values.Count(r => r.SecondFactorRequirement != SecondFactorRequirement.Password), restaurants.Count,
            strange, mails.Way);
    }

    private async Task<List<RoleSecurity>> AskedAsync(Guid restaurant, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, null, Actor.System("security check"));
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<RoleSecurity>().AsNoTracking()
            .ToListAsync(ct);
    }
}
