using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Live;

namespace Restpy.Tenancy.Contract.Questions;

/// <summary>A restaurant as other modules see it.</summary>
/// <param name="Branches">Those that are open for business, by code.</param>
public sealed record RestaurantInfo(Guid Id, string Slug, string Name, string LegalName, string Country,
    Currency Currency, IReadOnlyList<string> Languages, IReadOnlyList<BranchInfo> Branches)
{
    /// <summary>Branches that were closed; their bills and reports stay.</summary>
    public IReadOnlyList<BranchInfo> ClosedBranches { get; init; } = [];

    /// <summary>Nothing new may be started here; open bills can still be settled.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Shown to the restaurant's people while it is suspended.</summary>
    public string SuspendedWhy { get; init; } = "";

    public Guid? LogoId { get; init; }

    /// <summary>
    /// Vegetarian and other signs stand beside each dish: as the owner chose, otherwise where the law asks for them.
    /// </summary>
    public bool ShowsDiet { get; init; }

    /// <summary>Minutes without a tap after which people at a desk are signed out.</summary>
    public int IdleMinutes { get; init; } = IdleLimits.LongestDesk;

    /// <summary>The same for waiters, cooks and shared tablets.</summary>
    public int SharedIdleMinutes { get; init; } = IdleLimits.LongestShared;

    /// <summary>The owner is still led through the first steps.</summary>
    public bool IsGuideOpen { get; init; }

    /// <summary>Also one that was closed.</summary>
    public BranchInfo Branch(Guid id) =>
        Branches.FirstOrDefault(b => b.Id == id) ?? ClosedBranches.First(b => b.Id == id);

    /// <summary>The language to show: the one asked for if the menu has it, else the menu's own.</summary>
    public string LanguageFor(string? asked) => asked is not null && Languages.Contains(asked) ? asked : Languages[0];
}

/// <summary>A branch as other modules see it; <see cref="Day"/> answers for its business date.</summary>
public sealed record BranchInfo(
    Guid Id, string Code, string Key, string Name, string Address, string Phone, BusinessDay Day, string TaxNumber,
    string FoodLicence, string Region,
    string TaxProfile, decimal ServiceChargePercent, long PackingChargeMinor, bool FirstGuestOrderWaits,
    int PickupMinutes, bool TakesPickup)
{
    /// <summary>France: the SIRET.</summary>
    public string RegistrationNumber { get; init; } = "";

    /// <summary>What a bill's sum is rounded to, in minor units; null: as the tax profile says.</summary>
    public long? RoundingUnitMinor { get; init; }

    /// <summary>Printed under the sum of a bill.</summary>
    public string BillNote { get; init; } = "";

    /// <summary>Kinds of tender taken here; see <see cref="TenderChoice"/>.</summary>
    public IReadOnlyList<string> Tenders { get; init; } = [];
    public string UpiId { get; init; } = "";

    /// <summary>What is printed for guests has its number before they pay.</summary>
    public bool NumbersOnPrint { get; init; }
    public OpeningHours Hours { get; init; } = OpeningHours.Always;

    /// <summary>When pickup is taken, where that differs from <see cref="Hours"/>.</summary>
    public OpeningHours PickupHours { get; init; } = OpeningHours.Always;

    /// <summary>No guest orders before this.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public bool IsPaused(DateTimeOffset now) => PausedUntil is { } until && now < until;
}

/// <summary>Restaurants and branches by address and id, kept in memory; a change of settings drops the copy.</summary>
public sealed class RestaurantDirectory
{
    private readonly IServiceScopeFactory _scopes;
    private readonly ConcurrentDictionary<Guid, RestaurantInfo> _byId = new();
    private readonly ConcurrentDictionary<string, Guid> _bySlug = new();

    internal RestaurantDirectory(IServiceScopeFactory scopes, LiveHub hub)
    {
        _scopes = scopes;
        hub.Listen(message =>
        {
            if (message.Topic == "settings") _byId.TryRemove(message.RestaurantId, out _);
        });
    }

    /// <summary>After a change of one's own: other nodes hear of it by the event.</summary>
    internal void Drop(Guid restaurantId) => _byId.TryRemove(restaurantId, out _);

    public async ValueTask<RestaurantInfo?> FindAsync(string slug, CancellationToken ct)
    {
        if (_bySlug.TryGetValue(slug, out var id)) return await GetAsync(id, ct);
        await using var scope = _scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<Restaurant>()
            .Where(r => r.Slug == slug).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        if (found is not { } known) return null;
        _bySlug[slug] = known;
        return await GetAsync(known, ct);
    }

    /// <exception cref="InvalidOperationException">There is no such restaurant.</exception>
    public async ValueTask<RestaurantInfo> GetAsync(Guid restaurantId, CancellationToken ct) =>
        _byId.TryGetValue(restaurantId, out var known) ? known
            : _byId[restaurantId] = await LoadAsync(restaurantId, ct);

    /// <summary>
    /// Restaurants of the installation, the newest first and the probe's canaries last; for jobs and checks that go
    /// from one to the next.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> NewestAsync(int most, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<Restaurant>().OrderBy(r => r.IsCanary)
            .ThenByDescending(r => r.OpenedAt).ThenByDescending(r => r.Id).Take(most).Select(r => r.Id).ToListAsync(ct);
    }

    public async ValueTask<BranchInfo> BranchAsync(Guid restaurantId, Guid branchId, CancellationToken ct) =>
        (await GetAsync(restaurantId, ct)).Branch(branchId);

    private async Task<RestaurantInfo> LoadAsync(Guid restaurantId, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        // A fresh scope of its own: what is loaded here is this restaurant's, whoever asked.
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurantId, null, Actor.System("places"));
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var restaurant = await db.Set<Restaurant>().AsNoTracking().SingleAsync(r => r.Id == restaurantId, ct);
        var branches = await db.Set<Branch>().AsNoTracking().OrderBy(b => b.Code).ToListAsync(ct);
        return new(restaurant.Id, restaurant.Slug, restaurant.Name, restaurant.LegalName, restaurant.Country,
            Currency.Of(restaurant.Currency),
            restaurant.Languages.Split(','),
            [.. branches.Where(b => b.ClosedAt is null).Select(b => Info(b, restaurant.Country))])
        {
            ClosedBranches = [.. branches.Where(b => b.ClosedAt is not null).Select(b => Info(b, restaurant.Country))],
            IsSuspended = restaurant.SuspendedAt is not null, SuspendedWhy = restaurant.SuspendedWhy,
            LogoId = restaurant.LogoId,
            ShowsDiet = restaurant.ShowsDiet ?? restaurant.Country == "IN",
            IsGuideOpen = restaurant.GuideClosedAt is null,
            IdleMinutes = restaurant.IdleMinutes, SharedIdleMinutes = restaurant.SharedIdleMinutes,
        };
    }

    private static BranchInfo Info(Branch b, string country) => new(
        b.Id, b.Code, b.Key, b.Name, b.Address, b.Phone,
        new(TimeZoneInfo.FindSystemTimeZoneById(b.TimeZone),
            TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(b.CutOffMinutes))),
        b.TaxNumber, b.FoodLicence, b.Region, b.TaxProfile, b.ServiceChargePercent, b.PackingChargeMinor,
        b.FirstGuestOrderWaits, b.PickupMinutes, b.TakesPickup)
    {
        RegistrationNumber = b.RegistrationNumber, RoundingUnitMinor = b.RoundingUnitMinor, BillNote = b.BillNote,
        Tenders = b.Tenders.Length == 0 ? TenderChoice.Of(country) : b.Tenders.Split(','), UpiId = b.UpiId,
        NumbersOnPrint = b.NumbersOnPrint,
        Hours = Hours(b.Hours), PickupHours = Hours(b.PickupHours.Length > 0 ? b.PickupHours : b.Hours),
        PausedUntil = b.PausedUntil,
    };

    /// <summary>What is stored was read once before it was saved.</summary>
    private static OpeningHours Hours(string stored) =>
        OpeningHours.Read(stored) is { Ok: true } hours ? hours.Value : OpeningHours.Always;
}
