using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;

namespace Restpy.Staff.Networks;

/// <summary>The lists there are, and the one that is being written.</summary>
internal abstract class NetworksView(RestpyDb db, NetworkSubjects subjects, SetNetworksHandler set) : StaffPage
{
    /// <summary>Whose list: a role or a person, as the address says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    /// <summary>Whose list the form was opened with.</summary>
    [BindProperty]
    public string? Was { get; set; }

    [BindProperty]
    public string? Networks { get; set; }

    public abstract string Address { get; }

    public IReadOnlyList<Subject> Subjects { get; private set; } = [];

    public IReadOnlyList<(Subject Whose, string Networks)> Lists { get; private set; } = [];

    public string Mine => HttpContext.Ip();

    protected async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReadAsync(ct);
        Was = Of;
        Networks = Lists.FirstOrDefault(l => l.Whose.Whose.ToString() == Of).Networks ?? "";
        return Page();
    }

    protected async Task<IActionResult> SaveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var request = new SetNetworksRequest(Of, Networks, Was);
        var outcome = await OnceAsync(request, () => set.HandleAsync(request, Me, HttpContext.Address(), ct), ct);
        if (outcome.Ok) return Done(Address, Words["networks.saved"]);
        await ReadAsync(ct);
        return Refuse(outcome.Error);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Subjects = await subjects.AllAsync(ct);
        var kept = await db.Set<AllowedNetworks>().AsNoTracking().Where(n => n.Networks != "")
            .ToDictionaryAsync(n => n.Subject, n => n.Networks, ct);
        Lists =
            [.. Subjects.Where(s => kept.ContainsKey(s.Whose.ToString())).Select(s => (s, kept[s.Whose.ToString()]))];
    }
}

[Needs(StaffPermissions.SetNetworks), NeedsStepUp]
internal sealed class NetworksPage(RestpyDb db, NetworkSubjects subjects, SetNetworksHandler set)
: NetworksView(db, subjects, set)
{
    public override string Address => "/staff/security/networks";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => SaveAsync(ct);
}

/// <summary>Those of the installation's own people.</summary>
[Needs(StaffPermissions.SetPlatformNetworks), NeedsStepUp]
internal sealed class PlatformNetworksPage(
RestpyDb db, NetworkSubjects subjects, SetNetworksHandler set, WorkScope scope) : NetworksView(db, subjects, set)
{
    public override string Address => "/platform/networks";

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        scope.Enter(AuditEntry.OfThePlatform, null, Actor);
        return ShowAsync(ct);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        scope.Enter(AuditEntry.OfThePlatform, null, Actor);
        return SaveAsync(ct);
    }
}
