using Restpy.Kernel;

namespace Restpy.Tenancy;

/// <summary>A restaurant as a customer of Restpy: the tenant itself.</summary>
[SharedByAllRestaurants("It is the tenant; found by its address before there is a scope.")]
internal sealed class Restaurant
{
    private Restaurant() { }

    public Guid Id { get; private init; }
    public string Slug { get; private init; } = "";
    public string Name { get; private set; } = "";
    public string LegalName { get; private set; } = "";

    /// <summary>ISO 3166 alpha-2.</summary>
    public string Country { get; private init; } = "";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private init; } = "";

    /// <summary>BCP 47 primary tags, the first is the menu's own, joined by commas.</summary>
    public string Languages { get; private set; } = "";
    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>
    /// Made for the probe to attack and to attack from; no guest is told its address, no list of restaurants names it.
    /// </summary>
    public bool IsCanary { get; private init; }

    /// <summary>Since when nothing new may be started here; null while it trades.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>Shown to the restaurant's own people.</summary>
    public string SuspendedWhy { get; private set; } = "";

    public Guid? LogoId { get; private set; }

    /// <summary>Vegetarian and other signs beside each dish; null: where the country asks for them.</summary>
    public bool? ShowsDiet { get; private set; }

    /// <summary>Minutes without a tap after which people at a desk are signed out: at most 60.</summary>
    public int IdleMinutes { get; private set; } = IdleLimits.LongestDesk;

    /// <summary>The same for waiters, cooks and shared tablets: at most 8.</summary>
    public int SharedIdleMinutes { get; private set; } = IdleLimits.LongestShared;

    /// <summary>
    /// Steps of the first-run guide that the owner skipped or confirmed: "people:skipped,print:done".
    /// </summary>
    public string GuideMarks { get; private set; } = "";

    /// <summary>When the owner closed the first-run guide.</summary>
    public DateTimeOffset? GuideClosedAt { get; private set; }

    public static Restaurant Open(Guid id, RestaurantFacts facts, DateTimeOffset now, bool canary = false) => new()
    {
        Id = id, Slug = facts.Slug, Name = facts.Name, LegalName = facts.LegalName, Country = facts.Country,
        Currency = facts.Currency,
        Languages = string.Join(',', facts.Languages), OpenedAt = now, IsCanary = canary,
    };

    public void Change(string name, string legalName, IEnumerable<string> languages, bool? showsDiet) =>
        (Name, LegalName, Languages, ShowsDiet) = (name, legalName, string.Join(',', languages), showsDiet);

    /// <param name="desk">Minutes, up to <see cref="IdleLimits.LongestDesk"/>.</param>
    /// <param name="shared">Minutes, up to <see cref="IdleLimits.LongestShared"/>.</param>
    public void SignOutAfter(int desk, int shared) => (IdleMinutes, SharedIdleMinutes) = (desk, shared);

    public void Show(Guid? logoId) => LogoId = logoId;

    public void Suspend(string why, DateTimeOffset now) => (SuspendedAt, SuspendedWhy) = (now, why);

    public void Reopen() => (SuspendedAt, SuspendedWhy) = (null, "");

    /// <param name="step">Key of a step.</param>
    /// <param name="mark">"skipped" or "done"; null takes the mark away.</param>
    public void MarkStep(string step, string? mark)
    {
        var others = GuideMarks.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Where(m => !m.StartsWith(step + ":", StringComparison.Ordinal));
        GuideMarks = string.Join(',', mark is null ? others : others.Append($"{step}:{mark}"));
    }

    public void CloseGuide(DateTimeOffset now) => GuideClosedAt = now;
}

/// <summary>What a restaurant is called and where it trades; checked by <see cref="TenancyRules"/>.</summary>
internal sealed record RestaurantFacts(
    string Slug, string Name, string LegalName, string Country, string Currency, IReadOnlyList<string> Languages);

/// <summary>The longest idle times of claim A7; a restaurant may only shorten them.</summary>
internal static class IdleLimits
{
    public const int LongestDesk = 60;
    public const int LongestShared = 8;
}
