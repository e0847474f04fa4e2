using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Mail;
using Restpy.Platform.Wall;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.ApiTokens;

/// <summary>
/// Writes to who made a token, a week before it ends: a program that is refused one evening tells nobody why. Once an
/// hour, on the node that leads; the letter and the end of its reminder are one transaction.
/// </summary>
internal sealed class TokenReminders(
    IServiceScopeFactory scopes, JobLeader lead, IMails mails, TimeProvider time, ILogger<TokenReminders> log)
    : LeaderJob(TimeSpan.FromHours(1), log, "Tokens about to end could not be looked for; in an hour again.")
{
    private const int AtOnce = 200;

    /// <returns>How many letters were put; none where another node leads, or nothing carries letters: then they
    /// wait.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        if (lead.LeaderTerm is not { } term || mails.Way == MailTransport.None) return 0;
        var told = 0;
        foreach (var due in await DueAsync(ct))
        {
            try
            {
                if (await TellAsync(term, due, ct)) told++;
            }
            catch (Exception problem) when (problem is not (OperationCanceledException or LeadershipLostException))
            {
                // One that cannot be told must not keep the others from hearing.
                log.LogWarning(problem, "The end of token {Token} of restaurant {RestaurantId} could not "
                        + "be told and is tried again in an hour.", due.Id, due.RestaurantId);
            }
        }
        return told;
    }

    protected override Task RoundAsync(CancellationToken ct) => RunOnceAsync(ct);

    private async Task<List<TokenReminder>> DueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        using var bypass = db.BypassTenantWall(StaffBypasses.Reminders);
        var now = time.GetUtcNow();
        return await db.Set<TokenReminder>().AsNoTracking().Where(r => r.DueAt <= now).OrderBy(r => r.DueAt)
            .Take(AtOnce).ToListAsync(ct);
    }

    private async Task<bool> TellAsync(LeaderTerm term, TokenReminder due, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(ct);
        // The term is the platform's row; the restaurant is entered after it.
        await term.LockAsync(work, ct);
        services.GetRequiredService<WorkScope>().Enter(due.RestaurantId, null, Actor.System("token reminders"));
        var found = await (
            from t in db.Set<ApiToken>().AsNoTracking()
            join m in db.Set<Member>().AsNoTracking() on t.MadeByMember equals m.Id
            join p in db.Set<Person>().AsNoTracking() on m.PersonId equals p.Id
            where t.Id == due.Id && m.LeftAt == null && p.DisabledAt == null
            select new { Token = t, Person = p }).FirstOrDefaultAsync(ct);
        // Whoever had it told meanwhile has removed the row: then this save fails, and the letter with it.
        db.Remove(due);
        var now = time.GetUtcNow();
        var tell = found?.Token.Holds(now) == true;
        if (tell) services.GetRequiredService<StaffEmails>()
            .TokenEnds(found!.Person, found.Token,
                (await services.GetRequiredService<RestaurantDirectory>().GetAsync(due.RestaurantId, ct)).Name, now);
        await work.SaveAsync(Done.It, ct);
        return tell;
    }
}
