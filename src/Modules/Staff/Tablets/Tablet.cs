using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Staff.Tablets;

/// <summary>A device of one branch: paired by somebody, with a name and a screen, until somebody ends it.</summary>
internal sealed class Tablet : IBranchOwned, IVersioned
{
    /// <summary>As long as browsers keep a cookie.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(400);

    private Tablet() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid BranchId { get; private init; }
    public string Name { get; private init; } = "";
    public TabletScreen Screen { get; private init; }
    public Guid MadeBy { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string MadeByName { get; private init; } = "";

    public DateTimeOffset MadeAt { get; private init; }

    public DateTimeOffset? PairedAt { get; private init; }

    [PersonalData(PersonalDataCategory.Connection, KeptFor.Employment)]
    public string UserAgent { get; private init; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    /// <param name="code">The one that was typed: who made it, for what.</param>
    public static Tablet Pair(TabletKey code, string userAgent, DateTimeOffset now) => new()
    {
        Id = code.TabletId, BranchId = code.BranchId, Name = code.Name, Screen = code.Screen, MadeBy = code.MadeBy
        ?? Guid.Empty, MadeByName = code.MadeByName ?? "",
        MadeAt = now, PairedAt = now, UserAgent = userAgent,
    };

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
