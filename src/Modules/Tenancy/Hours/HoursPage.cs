using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Branches;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Hours;

/// <summary>When a branch is open, and the pause of guests' orders.</summary>
[Needs(TenancyPermissions.SetHours)]
internal sealed class HoursPage(RestpyDb db, BranchFinder desk, SetHoursHandler set, PauseOrdersHandler pause,
    TimeProvider time) : BranchPage(db, desk)
{
    /// <summary>Monday first.</summary>
    [BindProperty]
    public string?[] Days { get; set; } = new string?[7];

    [BindProperty]
    public string? Dates { get; set; }

    [BindProperty]
    public string? Pickup { get; set; }

    public bool IsPaused => Branch.PausedUntil > time.GetUtcNow();

    public string PausedUntil =>
        Local(Branch.PausedUntil!.Value).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Version = Branch.Version;
        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new SetHoursRequest(Id, Version, Days, Dates, Pickup);
        var outcome = await OnceAsync(request, () => set.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done($"/staff/settings/branches/{Id}/hours", Words["tenancy.hours-saved"])
            : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostPauseAsync(int minutes, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Show();
        var outcome = await OnceAsync(new { Id, minutes }, () => pause.HandleAsync(Id, minutes, ct), ct);
        return outcome.Ok
            ? Done($"/staff/settings/branches/{Id}/hours",
                Words[minutes == 0 ? "tenancy.resumed" : "tenancy.paused-done"]) : Refuse(outcome.Error);
    }

    private void Show()
    {
        var hours = OpeningHours.Read(Branch.Hours).Value!;
        Days = [
            .. SetHoursHandler.Days.Select((_, i) => hours.IsSet
                && hours.Week.TryGetValue((DayOfWeek)((i + 1) % 7), out var ranges) ? OpeningHours.Written(ranges)
                : hours.IsSet ? "closed" : "")];
        Pickup = Branch.PickupHours;
        Dates = string.Join(
            '\n', hours.Dates.OrderBy(d => d.Key).Select(d => $"{d.Key:yyyy-MM-dd} {OpeningHours.Written(d.Value)}"));
    }

    private DateTimeOffset Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Branch.TimeZone));
}
