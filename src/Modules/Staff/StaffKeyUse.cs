using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.Factors;
using Restpy.Staff.Invite;
using Restpy.Staff.Pins;
using Restpy.Staff.Tablets;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff;

/// <summary>Apps' keys are sealed again; PINs, tokens, tablets and links are with people.</summary>
internal sealed class StaffKeyUse(MasterKey master, PinPepper pepper) : IKeyUse
{
    public async Task<int> ResealAsync(RestpyDb db, int most, CancellationToken ct)
    {
        var older = new List<Guid>();
        foreach (var app in await db.Set<Factor>().AsNoTracking().Where(f => f.Kind == FactorKind.App).ToListAsync(ct))
            if (older.Count < most && master.Reseal(app.Key, SecondFactorVerifier.KeyLabel(app.Id)) is not null)
                older.Add(app.Id);
        foreach (var app in await db.Set<Factor>().Where(f => older.Contains(f.Id)).ToListAsync(ct))
            if (master.Reseal(app.Key, SecondFactorVerifier.KeyLabel(app.Id)) is { } again) app.Reseal(again);
        return older.Count;
    }

    public async Task<IReadOnlyList<KeyLeft>> LeftAsync(
        IServiceProvider services, OldestKey oldest, CancellationToken ct)
    {
        var counts = await EachRestaurant.AllAskAsync(
            services, restaurant => CountAsync(restaurant.GetRequiredService<RestpyDb>(), oldest, ct), ct);
        return
        [
            new(counts.Sum(c => c.Pins), "PINs",
                "Each is renewed when its owner uses it; or a manager gives a new one."),
            new(counts.Sum(c => c.Tokens), "API tokens", "Make new ones and replace them in the programs."),
            new(counts.Sum(c => c.Tablets), "paired tablets", "Pair them again."),
            new(counts.Sum(c => c.Invitations), "open invitations",
                "Send them again, or wait until they are accepted."),
        ];
    }

    private async Task<(int Pins, int Tokens, int Tablets, int Invitations)> CountAsync(
        RestpyDb db, OldestKey oldest, CancellationToken ct)
    {
        var (now, before) = (db.Time.GetUtcNow(), oldest.ReplacedAt);
        var pins = (await db.Set<Pin>().AsNoTracking().Select(p => p.Hash).ToListAsync(ct))
            .Count(hash => hash.Length > 0 && pepper.KeyOf(hash) == oldest.Id);
        var tokens = await db.Set<ApiToken>()
            .CountAsync(t => t.MadeAt < before && t.EndedAt == null && t.EndsAt > now, ct);
        var tablets = await db.Set<Tablet>().CountAsync(t => t.PairedAt < before && t.EndedAt == null, ct);
        var invitations = await db.Set<Invitation>()
            .CountAsync(i => i.CreatedAt < before && i.AcceptedAt == null && i.WithdrawnAt == null
                && i.EndsAt > now, ct);
        return (pins, tokens, tablets, invitations);
    }
}
