using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Branches;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Guide;

/// <summary>Address and registrations of the first branch.</summary>
internal sealed class BranchStep(BranchFinder desk, TenancyRules rules, RestpyDb db) : IGuideStep
{
    public string Key => "branch";
    public int Order => 10;

    public async Task<string> UrlAsync(CancellationToken ct) => await desk.AllAsync(ct) is [var first, ..]
        ? $"/staff/settings/branches/{first.Id}" : "/staff/settings/branches";

    public async Task<bool> IsDoneAsync(CancellationToken ct)
    {
        var country = await db.Set<Restaurant>().Where(r => r.Id == db.Scope.Restaurant).Select(r => r.Country)
            .FirstAsync(ct);
        var open = (await desk.AllAsync(ct)).Where(b => b.ClosedAt is null).ToList();
        return open.Count > 0 && open.All(b => b.Address.Length > 0 && (country != "IN" || b.FoodLicence.Length > 0)
            && (b.TaxNumber.Length > 0
                || rules.ProfilesOf(country).Any(p => p.Key == b.TaxProfile && !p.IsRegistered)));
    }
}

/// <summary>How guests pay at the first branch.</summary>
internal sealed class TenderStep(BranchFinder desk) : IGuideStep
{
    public string Key => "tenders";
    public int Order => 60;

    public async Task<string> UrlAsync(CancellationToken ct) => await desk.AllAsync(ct) is [var first, ..]
        ? $"/staff/settings/branches/{first.Id}/service" : "/staff/settings/branches";

    public async Task<bool> IsDoneAsync(CancellationToken ct) =>
        (await desk.AllAsync(ct)).Any(b => b.ClosedAt is null && b.Tenders.Length > 0);
}
