using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Account;
using Restpy.Staff.ChangeRole;
using Restpy.Staff.Contract;
using Restpy.Staff.EndWork;
using Restpy.Staff.ForgetFactors;
using Restpy.Staff.GivePin;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Overrides;
using Restpy.Staff.Pins;
using Restpy.Staff.Reset;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.People;

/// <param name="Label">What the table is called for screen readers.</param>
internal sealed record VerdictTable(PersonPage Page, string Label, IReadOnlyList<Verdict> Verdicts);

/// <summary>
/// One person here: what they are, what they may do and why, and everything that may be changed about it.
/// </summary>
[Needs(StaffPermissions.SeePeople), NeedsStepUp]
internal sealed class PersonPage(
    RestpyDb db, Grantors grantors, RightsReader rights, RestaurantDirectory restaurants,
    ChangeRoleHandler changeRole, EndWorkHandler endWork, OverrideHandler give, EndOverrideHandler endOverride,
    EndSessionsHandler endSessions, ForgetFactorsHandler forgetFactors, GivePinHandler givePin,
    StartResetHandler startReset, PublicAddress address) : TeamPage(restaurants)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Member Member { get; private set; } = null!;

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<Verdict> Verdicts { get; private set; } = [];

    /// <summary>Where the person was given or denied what the role says otherwise.</summary>
    public IReadOnlyList<Verdict> Differing => [.. Verdicts.Where(v => v.By is not null)];

    /// <summary>What comes with the role, by the area the permission's name begins with: orders, bills.</summary>
    public IEnumerable<IGrouping<string, Verdict>> AsRole =>
        Verdicts.Where(v => v.By is null).GroupBy(v => v.Permission.Name.Split('.')[0]);

    public IReadOnlyList<Override> Holding { get; private set; } = [];

    /// <summary>Where they are signed in here; empty where they may not be changed.</summary>
    public IReadOnlyList<OwnSession> Sessions { get; private set; } = [];

    /// <summary>Roles that may be given; empty where this person may not be changed.</summary>
    public IReadOnlyList<Role> Roles { get; private set; } = [];

    public IReadOnlyList<BranchInfo> Branches { get; private set; } = [];

    public IReadOnlySet<string> Mine { get; private set; } = new HashSet<string>();

    /// <summary>Why nothing can be changed here; null where it can.</summary>
    public Error? Closed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRoleAsync(long version, Role role, Guid? branchId, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        if (Unread() is { } unread) return unread;
        var request = new ChangeRoleRequest(Me.MemberId!.Value, Id, version, role, branchId);
        return Told(await OnceAsync(request, () => changeRole.HandleAsync(request, ct), ct),
            Words["person.role-changed", new { Person.Name }]);
    }

    public async Task<IActionResult> OnPostGiveAsync(
        string? permission, bool allowed, Guid? branchId, DateOnly? until, string? reason, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        // A day that is none would hold for ever.
        if (ModelState.TryGetValue("until", out var typed) && typed.Errors.Count > 0)
            return Refuse(new EndUnfit(OverrideHandler.MostDays) { Field = "Until" });
        if (Unread() is { } unread) return unread;
        var request = new OverrideRequest(Me.MemberId!.Value, Id, permission, allowed, branchId, until, reason);
        return Told(await OnceAsync(request, () => give.HandleAsync(request, Actor, ct), ct),
            Words["person.override-made"]);
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid given, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        var request = new EndOverrideRequest(Me.MemberId!.Value, Id, given);
        return Told(await OnceAsync(request, () => endOverride.HandleAsync(request, ct), ct),
            Words["person.override-ended"]);
    }

    public async Task<IActionResult> OnPostEndAsync(string? reason, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        var request = new EndWorkRequest(Me.MemberId!.Value, Id, reason);
        var outcome = await OnceAsync(request, () => endWork.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/people", Words["person.left", new { Person.Name }]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostResetAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        var request = new StartResetRequest(Me.MemberId!.Value, Id, address.For(HttpContext));
        var outcome = await OnceAsync(request, () => startReset.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done($"/staff/people/{Id}/reset/{outcome.Value.Id}") : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostForgetFactorsAsync(string? reason, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        var request = new ForgetFactorsRequest(
            Me.MemberId!.Value, Id, reason, HttpContext.Ip(), HttpContext.UserAgent());
        return Told(await OnceAsync(request, () => forgetFactors.HandleAsync(request, Actor, ct), ct),
            Words["person.factors-forgotten", new { Person.Name }]);
    }

    /// <summary>Not kept as a command: the hash of a request with six digits in it tells them.</summary>
    public async Task<IActionResult> OnPostPinAsync(string? pin, string? again, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        if (PinRules.Read(pin) is { } first && PinRules.Read(again) != first)
            return Refuse(new PinsDiffer { Field = "again" });
        var place = new PinClient(HttpContext.Ip(), HttpContext.UserAgent());
        var request = new GivePinRequest(Me.MemberId!.Value, Id, pin, Me.RestaurantName, place);
        return Told(await givePin.HandleAsync(request, ct), Words["person.pin-given", new { Person.Name }]);
    }

    public async Task<IActionResult> OnPostSignOutAsync(string? session, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } refused) return refused;
        var request = new EndSessionsRequest(Me.MemberId!.Value, Id, string.IsNullOrEmpty(session) ? null : session);
        return Told(await OnceAsync(request, () => endSessions.HandleAsync(request, ct), ct),
            Words["person.signed-out", new { Person.Name }]);
    }

    private IActionResult Told(Outcome<Done> outcome, string sentence) =>
        outcome.Ok ? Done($"/staff/people/{Id}", sentence) : Refuse(outcome.Error);

    /// <summary>Seeing people is one permission, changing them another.</summary>
    private async Task<IActionResult?> OpenAsync(CancellationToken ct)
    {
        if (!MayChange) return StatusCode(StatusCodes.Status403Forbidden);
        return await FindAsync(ct) ? null : NotFound();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var me = await grantors.GetAsync(Me.MemberId!.Value, ct);
        Member = (await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == Id && m.LeftAt == null, ct))!;
        if (Member is null || !me.Reaches(Member.BranchId)) return false;
        Person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == Member.PersonId, ct);
        Verdicts = [.. (await rights.OnAsync(Member.Id, Member.Role, Member.BranchId, ct))
            .Where(v => Entitlement.IsOfRestaurants(v.Permission))];
        Holding = await rights.HoldingAsync(Member.Id, ct);
        Closed = (await grantors.MayChangeAsync(me, Member, ct)).Error;
        Mine = me.May;
        if (Closed is null && MayChange)
            (Roles, Sessions) = (await grantors.RolesAsync(me, ct), await endSessions.OfAsync(Id, ct));
        Branches = [.. Restaurant.Branches.Where(b => me.Reaches(b.Id))];
        return true;
    }
}
