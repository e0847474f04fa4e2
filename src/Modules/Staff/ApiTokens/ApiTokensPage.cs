using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.ApiTokens;

internal sealed record TokenRow(ApiToken Token, DateTimeOffset? LastAt, string LastIp);

/// <summary>
/// Tokens for programs: which there are, what they may do, when they were used; one more, shown once.
/// </summary>
[Needs(StaffPermissions.MakeTokens), NeedsStepUp]
internal sealed class ApiTokensPage(RestpyDb db, RestaurantDirectory restaurants, RightsReader rights,
    BearerTokens tokens, MakeTokenHandler make, EndTokenHandler end) : TeamPage(restaurants)
{
    private const string Here = "/staff/api-tokens";
    private const int UsualDays = 90;

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "scopes")]
    public List<string> Scopes { get; set; } = [];

    [BindProperty(Name = "branchId")]
    public Guid? BranchId { get; set; }

    [BindProperty(Name = "days")]
    public int Days { get; set; } = UsualDays;

    [BindProperty(Name = "networks")]
    public string? Networks { get; set; }

    public IReadOnlyList<TokenRow> Rows { get; private set; } = [];

    /// <summary>What this person may let a program do.</summary>
    public IReadOnlyList<Permission> Givable { get; private set; } = [];

    /// <summary>The token just made; it is never shown again.</summary>
    public string? Made { get; private set; }

    public bool WasShown { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        if (Unread() is { } unread) return unread;
        var id = Id.New();
        var token = tokens.Make(db.Scope.Restaurant, id);
        var request = new MakeTokenRequest(Name, Scopes, BranchId, Days, Networks);
        var outcome = await OnceAsync(
            request, () => make.HandleAsync(request, id, BearerTokens.HashOf(token), Me, Actor, ct), ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        // A repeat of the form made none: what the first one showed is kept nowhere.
        (Made, WasShown) = outcome.Value.Id == id ? (token, false) : (null, true);
        await ReadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid token, CancellationToken ct)
    {
        await ReadAsync(ct);
        var request = new EndTokenRequest(token);
        var outcome = await OnceAsync(request, () => end.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done(Here, Words["tokens.ended"]) : Refuse(outcome.Error);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var now = db.Time.GetUtcNow();
        Givable = [.. rights.Givable.Where(p => TokenScopes.All.Contains(p.Name) && Me.May(p.Name))];
        var rows = await (from t in db.Set<ApiToken>().AsNoTracking()
                          join u in db.Set<ApiTokenUse>().AsNoTracking() on t.Id equals u.Id
                          where t.EndedAt == null && t.EndsAt > now
                          orderby t.MadeAt descending
                          select new { t, u }).ToListAsync(ct);
        Rows = [.. rows.Select(r => new TokenRow(r.t, r.u.LastAt, r.u.LastIp))];
    }
}
