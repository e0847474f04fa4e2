using Microsoft.AspNetCore.Mvc;
using Restpy.Audit.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Audit.See;

/// <summary>The log as it is shown: what was asked, and the entries that answer.</summary>
internal abstract class LogView(StandbyReads reads, WordList list) : StaffPage
{
    public const int PerPage = 50;

    [BindProperty(SupportsGet = true)]
    public LogAsk Ask { get; set; } = new();

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public LogPlace? Older { get; private set; }

    public abstract string Address { get; }

    public abstract bool MayExport { get; }

    /// <summary>Whether orders and bills are in this log, which the shortcuts ask for.</summary>
    public virtual bool HasShortcuts => true;

    public TimeZoneInfo Zone { get; protected set; } = TimeZoneInfo.Utc;

    public Currency? Currency { get; protected set; }

    public WordList List => list;

    /// <summary>What it was about in money; null where it was about none.</summary>
    public string? Amount(AuditEntry entry) =>
        Currency is { } currency
            && ActAmounts.Of(entry.Action, entry.Changes) is { } minor ? Money.Format(minor, currency) : null;

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    protected async Task<IActionResult> ReadAsync(CancellationToken ct)
    {
        // An address somebody mistyped asks less, it does not fail; only a time that cannot be read is said.
        ModelState.Clear();
        var filter = Ask.Read(Zone);
        if (!filter.Ok) return Refuse(filter.Error);
        var entries = await reads.FromAsync((ActivityLog log) => log.ReadAsync(filter.Value, PerPage + 1, ct));
        Entries = [.. entries.Take(PerPage)];
        if (entries.Count > PerPage) Older = new(Entries[^1].At, Entries[^1].Id);
        return Page();
    }
}

[Needs(AuditPermissions.SeeLog)]
[Compressed]
internal sealed class LogPage(StandbyReads reads, WordList list, LogZone zone) : LogView(reads, list)
{
    public override string Address => "/staff/log";

    public override bool MayExport => Me.May(AuditPermissions.ExportLog);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        (Zone, Currency) = await zone.OfScopeAsync(ct);
        return await ReadAsync(ct);
    }
}

/// <summary>What was done on the installation itself, belonging to no restaurant.</summary>
[Needs(AuditPermissions.SeePlatformLog)]
internal sealed class PlatformLogPage(StandbyReads reads, WordList list, WorkScope scope) : LogView(reads, list)
{
    public override string Address => "/platform/log";

    public override bool MayExport => true;

    public override bool HasShortcuts => false;

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        scope.Enter(AuditEntry.OfThePlatform, null, Actor);
        return ReadAsync(ct);
    }
}

/// <summary>The clock and the money of the scope: its branch's, or the first branch's of its restaurant.</summary>
internal sealed class LogZone(WorkScope scope, RestaurantDirectory restaurants)
{
    public async Task<(TimeZoneInfo Zone, Currency Currency)> OfScopeAsync(CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        var branch = scope.BranchId is { } id ? restaurant.Branch(id) : restaurant.Branches[0];
        return (branch.Day.Zone, restaurant.Currency);
    }
}
