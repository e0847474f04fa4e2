using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff.Invite;

/// <summary>People of the guide: done with the first colleague, joined or invited.</summary>
internal sealed class PeopleStep(RestpyDb db) : IGuideStep
{
    public string Key => "people";
    public int Order => 50;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/people/invite");

    public async Task<bool> IsDoneAsync(CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        return await db.Set<Member>().CountAsync(m => m.LeftAt == null, ct) > 1
            || await db.Set<Invitation>()
            .AnyAsync(i => i.AcceptedAt == null && i.WithdrawnAt == null && i.EndsAt > now, ct);
    }
}
