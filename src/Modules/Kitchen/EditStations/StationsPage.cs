using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Kitchen.EditStations;

public sealed class StationForm
{
    public Guid? Id { get; set; }
    public long Version { get; set; }

    /// <summary>By language.</summary>
    public Dictionary<string, string?> Name { get; set; } = [];
    public int? Sort { get; set; }
    public int? Warn { get; set; }
    public int? Late { get; set; }
    public bool Retired { get; set; }

    internal bool IsBlank => Id is null && Name.Values.All(string.IsNullOrWhiteSpace);
}

/// <summary>The stations of a branch: added, renamed, put in order, timed, retired.</summary>
[Needs(KitchenPermissions.SetUp)]
internal sealed class StationsPage(RestpyDb db, RestaurantDirectory restaurants, SaveStationsHandler save) : StaffPage
{
    private const int Blank = 2;

    [BindProperty(SupportsGet = true, Name = "branch")]
    public string? BranchKey { get; set; }

    [BindProperty]
    public List<StationForm> Rows { get; set; } = [];

    public RestaurantInfo Restaurant { get; private set; } = null!;

    public BranchInfo Branch { get; private set; } = null!;

    public IReadOnlyList<BranchInfo> Branches { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var stations = await db.Set<Station>().AsNoTracking().Where(s => s.BranchId == Branch.Id)
            .OrderBy(s => s.RetiredAt != null).ThenBy(s => s.Sort).ToListAsync(ct);
        Rows = [.. stations.Select((s, i) => new StationForm
        {
            Id = s.Id, Version = s.Version,
            Name = Restaurant.Languages.ToDictionary(l => l, l => (string?)s.Name.Texts.GetValueOrDefault(l, "")),
            Sort = i + 1, Warn = s.WarnSeconds / 60, Late = s.LateSeconds / 60, Retired = s.RetiredAt is not null,
        })];
        for (var i = 0; i < Blank; i++)
            Rows.Add(new()
            {
                Sort = Rows.Count + 1, Warn = Station.UsualWarnSeconds / 60, Late = Station.UsualLateSeconds / 60,
            });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(ct)) return NotFound();
        var wishes = Rows.Where(r => !r.IsBlank).Select(r => new StationWish(
            r.Id, r.Version,
            new(r.Name.Where(n => Restaurant.Languages.Contains(n.Key))
                .Select(n => new KeyValuePair<string, string>(n.Key, CleanText.Line(n.Value)))),
            r.Sort ?? 999, r.Warn ?? 0, r.Late ?? 0, r.Retired));
        var request = new SaveStationsRequest(Branch.Id, [.. wishes]);
        var outcome = await OnceAsync(request, () => save.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done($"/staff/kitchen/stations?branch={Branch.Key}", Words["kitchen.stations-saved"])
            : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Branches = [.. Restaurant.Branches.Where(b => db.Scope.BranchId is null || b.Id == db.Scope.BranchId)];
        Branch = (BranchKey is null ? Branches.FirstOrDefault() : Branches.FirstOrDefault(b => b.Key == BranchKey))!;
        return Branch is not null;
    }
}
