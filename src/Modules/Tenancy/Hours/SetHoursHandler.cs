using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Branches;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Hours;

/// <param name="Days">Monday first: ranges of each day as typed, "12:00-15:00, 19:00-01:00".</param>
/// <param name="Dates">One line for each special date: "2026-12-25 closed".</param>
/// <param name="Pickup">Hours of pickup where they are others, one line a day: "Mon 12:00-14:00".</param>
internal sealed record SetHoursRequest(
    Guid Id, long Version, IReadOnlyList<string?> Days, string? Dates, string? Pickup);

internal sealed record WeekIncomplete() : Error(ErrorKind.Invalid);

/// <summary>Sets when a branch is open. Guests see it at once, and can order in these hours only.</summary>
internal sealed class SetHoursHandler(BranchFinder desk)
{
    public static readonly IReadOnlyList<string> Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public async Task<Outcome<Done>> HandleAsync(SetHoursRequest request, CancellationToken ct)
    {
        if (request.Days.Count != Days.Count) return new WeekIncomplete();
        for (var day = 0; day < Days.Count; day++)
            if (OpeningHours.Ranges(request.Days[day], request.Days[day] ?? "") is { Ok: false } wrong)
                return wrong.Error with { Field = Days[day] };
        // Nothing typed at all: no hours are kept, and the branch is always open.
        var isSet = request.Days.Any(d => !string.IsNullOrWhiteSpace(d));
        var week = isSet ? string.Join('\n', Days.Zip(request.Days, (day, ranges) => $"{day} {ranges}")) : "";
        var hours = OpeningHours.Read(week + "\n" + request.Dates);
        if (!hours.Ok) return hours.Error with { Field = "Dates" };
        var pickup = OpeningHours.Read(request.Pickup);
        if (!pickup.Ok) return pickup.Error with { Field = "Pickup" };
        return await desk.ChangeAsync(request.Id, request.Version, "tenancy.hours-set", branch =>
        {
            branch.OpenAt(hours.Value.ToString(), pickup.Value.ToString());
            return Done.It;
        }, ct);
    }
}
