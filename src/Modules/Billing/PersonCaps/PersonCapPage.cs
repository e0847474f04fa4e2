using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.BillSettings;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.PersonCaps;

/// <summary>Why this person may give so much, and what is to be different about it.</summary>
[Needs(BillingPermissions.PersonCaps), NeedsStepUp]
internal sealed class PersonCapPage(RestpyDb db, Caps caps, Colleagues colleagues, RestaurantDirectory restaurants,
    SetPersonCapHandler set, EndPersonCapHandler end) : BillingPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public RestaurantInfo Restaurant { get; private set; } = null!;
    public Colleague Person { get; private set; } = null!;
    public Cap Cap { get; private set; } = null!;
    public Cap OfRole { get; private set; } = null!;
    public IReadOnlyList<PersonCap> Before { get; private set; } = [];

    /// <summary>Why nothing can be changed here; null where it can.</summary>
    public Error? Closed { get; private set; }

    public string Here => $"/staff/bills/caps/{Id}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSetAsync(string? discount, string? credit, string? refund, bool compliment,
        DateOnly? until, string? reason, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        // A day that is none would hold for ever.
        if (ModelState.TryGetValue("until", out var typed) && typed.Errors.Count > 0)
            return Refuse(new CapEndUnfit(SetPersonCapHandler.MostDays) { Field = "until" });
        var most = Limit(refund, Restaurant.Currency, "cap");
        if (!most.Ok) return Refuse(most.Error);
        if (Percent(discount) is not { } d || Percent(credit) is not { } c)
            return Refuse(new CapOutOfRange { Field = "cap" });
        var request = new SetPersonCapRequest(
            Me.MemberId!.Value, Id, d, c, most.Value, compliment, until, reason, CommandId);
        var outcome = await OnceAsync(request, () => set.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(Here, Words["bill.done.settings"]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new EndPersonCapRequest(Me.MemberId!.Value, Id, CommandId);
        var outcome = await OnceAsync(request, () => end.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(Here, Words["bill.done.settings"]) : Refuse(outcome.Error);
    }

    public string Refund(long? minor) =>
        minor is { } most ? Money.Format(most, Restaurant.Currency) : Words["bill.no-cap"];

    public string At(DateTimeOffset at) => Clock(Restaurant.Branches[0], at, withDate: true);

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        if ((await colleagues.OfAsync(Me.MemberId!.Value, ct)).FirstOrDefault(p => p.MemberId == Id) is not { } person)
            return false;
        Person = person;
        Cap = await caps.OfAsync(Id, person.Role, ct);
        OfRole = Cap.Of(await caps.OfAsync(person.Role, ct));
        Closed = (await colleagues.MayChangeAsync(Me.MemberId!.Value, Id, ct)).Error
            ?? (person.Role == Role.Owner ? new OwnerHasNoCap() : null);
        Before = await db.Set<PersonCap>().AsNoTracking().Where(c => c.MemberId == Id).OrderByDescending(c => c.MadeAt)
            .Take(10).ToListAsync(ct);
        return true;
    }
}
