using Microsoft.EntityFrameworkCore;
using Restpy.Billing.BillSettings;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.PersonCaps;

/// <param name="Until">The last day on which it holds, by the restaurant's clock; null: until somebody ends it.</param>
internal sealed record SetPersonCapRequest(Guid By, Guid MemberId, decimal DiscountPercent, decimal CreditPercent,
    long? RefundMinor, bool MayCompliment, DateOnly? Until, string? Reason, Guid CommandId);

/// <summary>
/// Nobody gives further than they may go themselves, nor changes whom somebody with more has let go further.
/// </summary>
internal sealed record CapAboveYours() : Error(ErrorKind.Refused);

internal sealed record CapEndUnfit(int Days) : Error(ErrorKind.Invalid);

/// <summary>The owner has no cap and gets none: somebody must be able to decide.</summary>
internal sealed record OwnerHasNoCap() : Error(ErrorKind.Refused);

/// <summary>Lets one person go further than their role, or less far; with a reason and an end.</summary>
internal sealed class SetPersonCapHandler(
    RestpyDb db, Caps caps, Colleagues colleagues, RestaurantDirectory restaurants)
{
    public const int MostDays = 366;

    public async Task<Outcome<Done>> HandleAsync(SetPersonCapRequest request, Actor actor, CancellationToken ct)
    {
        if (request.DiscountPercent is < 0 or > 100 || request.CreditPercent is < 0 or > 100
            || request.RefundMinor is < 0 or > 1_000_000_000_000) return new CapOutOfRange { Field = "cap" };
        if (FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync($"billing:cap:{request.MemberId:N}", ct);
        if (await colleagues.MayChangeAsync(request.By, request.MemberId, ct) is { Error: { } refused }) return refused;
        var person = (await colleagues.FindAsync(request.MemberId, ct))!;
        if (person.Role is Role.Owner) return new OwnerHasNoCap();
        var until = End(request.Until, await restaurants.GetAsync(db.Scope.Restaurant, ct));
        if (!until.Ok) return until.Error;
        var (mine, cap) = (await caps.OfAsync(actor, ct),
            new Cap(request.DiscountPercent, request.CreditPercent, request.RefundMinor, request.MayCompliment));
        if (!mine.Covers(cap) || !mine.Covers(await caps.OfAsync(person.MemberId, person.Role, ct)))
            return new CapAboveYours();
        await EndCap.EndAsync(db, person.MemberId, ct);
        var standing = await colleagues.StandingAsync(person.MemberId, ct);
        var made = PersonCap.Make(person.MemberId, standing, cap, until.Value,
            CleanText.Line(request.Reason), actor, db.Time.GetUtcNow());
        db.Add(made);
        await colleagues.RightsChangedAsync([person.MemberId], ct);
        db.Act("billing.person-cap-set", made, person.Name, made.Reason);
        return await work.SaveAsync(Kernel.Done.It, ct);
    }

    private Outcome<DateTimeOffset?> End(DateOnly? day, RestaurantInfo restaurant)
    {
        if (day is not { } last) return (DateTimeOffset?)null;
        var clock = restaurant.Branches[0].Day;
        var today = DateOnly.FromDateTime(clock.Local(db.Time.GetUtcNow()).DateTime);
        if (last < today || last > today.AddDays(MostDays))
            return new CapEndUnfit(MostDays) { Field = "until" };
        return new BusinessDay(clock.Zone, TimeOnly.MinValue).Start(last.AddDays(1));
    }
}

internal static class EndCap
{
    /// <summary>
    /// Ends the cap a person has. The index lets one stand; of one table, changes are written before new rows.
    /// </summary>
    public static async Task<PersonCap?> EndAsync(RestpyDb db, Guid memberId, CancellationToken ct)
    {
        if (await db.Set<PersonCap>()
            .FirstOrDefaultAsync(c => c.MemberId == memberId && c.EndedAt == null, ct) is not { } before) return null;
        before.End(db.Time.GetUtcNow());
        db.Act("billing.person-cap-ended", before, before.Reason);
        return before;
    }
}
