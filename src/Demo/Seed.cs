using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Demo.Restaurants;
using Restpy.Kernel;
using Restpy.Kitchen.OpenStation;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Hire;
using Restpy.Staff.Pins;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.Tenancy.OpenRestaurant;

namespace Restpy.Demo;

/// <summary>
/// Opens the demo restaurants through the same handlers a person's request reaches. Does nothing twice.
/// </summary>
internal sealed class Seed(IServiceScopeFactory scopes)
{
    private static readonly Actor Demo = Actor.System("demo");

    public async Task RunAsync(CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var restaurants = scope.ServiceProvider.GetRequiredService<RestaurantDirectory>();
            if (await restaurants.FindAsync("spice-garden", ct) is not null) return;
        }
        var hash = await HashAsync(ct);
        // Beside the rest, which waits for the database and not for the processor.
        var pins = PinHashesAsync(ct);
        await AdminAsync(hash, ct);
        foreach (var request in DemoRestaurants.All)
            await PinsAsync(await OpenAsync(request, request.Slug, hash, ct), await pins, ct);
    }

    /// <summary>
    /// Opens a restaurant with the people, the menu, the stations and the floors of a demo restaurant.
    /// </summary>
    /// <param name="request">The restaurant.</param>
    /// <param name="like">The slug of the demo restaurant.</param>
    /// <param name="hash">Of everybody's password.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Guid> OpenAsync(OpenRestaurantRequest request, string like, string hash, CancellationToken ct)
    {
        var restaurant = await InAsync(
            null, null, s => s.GetRequiredService<OpenRestaurantHandler>().HandleAsync(request, Demo, ct));
        if (!restaurant.Ok) throw new InvalidOperationException(restaurant.Error.Code);
        await PeopleAsync(request.Slug, like, restaurant.Value, hash, ct);
        await StationsAsync(restaurant.Value, like, ct);
        await MenuAsync(restaurant.Value, like, ct);
        await FloorsAsync(restaurant.Value, ct);
        return restaurant.Value;
    }

    /// <summary>Runs a piece of work in a scope of its own, as the demo, in one restaurant and branch.</summary>
    private async Task<T> InAsync<T>(Guid? restaurant, Guid? branch, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, branch, Demo);
        return await work(scope.ServiceProvider);
    }

    /// <summary>The same for work that nothing may refuse.</summary>
    private async Task<T> MustAsync<T>(Guid restaurant, Guid? branch, Func<IServiceProvider, Task<Outcome<T>>> work)
    {
        var done = await InAsync(restaurant, branch, work);
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Error.ToString());
    }

    private async Task PeopleAsync(string slug, string like, Guid restaurantId, string hash, CancellationToken ct)
    {
        foreach (var person in DemoStaff.Everyone.Where(p => p.Slug == like))
        {
            await MustAsync(restaurantId, null, async services =>
            {
                var info = await services.GetRequiredService<RestaurantDirectory>().GetAsync(restaurantId, ct);
                var branch = person.Branch is null ? null : (Guid?)info.Branches.Single(b => b.Key == person.Branch).Id;
                return await services.GetRequiredService<HireHandler>()
                    .HandleAsync(new(person.EmailAt(slug), person.Name, hash, person.Language, person.Role, branch,
                        Demo: true), ct);
            });
        }
    }

    private async Task PinsAsync(Guid restaurantId, IReadOnlyDictionary<Role, string> hashes, CancellationToken ct) =>
        await InAsync(restaurantId, null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            foreach (var member in await db.Set<Member>().AsNoTracking().ToListAsync(ct))
            {
                var pin = Pin.Of(member.Id);
                pin.Set(hashes[member.Role], given: false, db.Time.GetUtcNow());
                db.Add(pin);
                db.Act("staff.pin-set", nameof(Member), member.Id);
            }
            return await db.SaveChangesAsync(ct);
        });

    /// <summary>One hash for each role, for the same reason as one password for all.</summary>
    private async Task<IReadOnlyDictionary<Role, string>> PinHashesAsync(CancellationToken ct) =>
        await InAsync(null, null, async services =>
        {
            var hashes = new Dictionary<Role, string>();
            foreach (var (role, pin) in DemoStaff.Pins) hashes[role] =
                await services.GetRequiredService<Pins>().HashAsync(pin, ct);
            return hashes;
        });

    private async Task StationsAsync(Guid restaurantId, string like, CancellationToken ct)
    {
        var info = await InAsync(restaurantId, null,
            async s => await s.GetRequiredService<RestaurantDirectory>().GetAsync(restaurantId, ct));
        foreach (var branch in info.Branches)
            await MustAsync(restaurantId, branch.Id,
                s => s.GetRequiredService<OpenStationsHandler>().HandleAsync(SeedStations.Of(like), ct));
    }

    private async Task MenuAsync(Guid restaurantId, string like, CancellationToken ct) =>
        await MustAsync(restaurantId, null, async services =>
            await services.GetRequiredService<WriteSheetHandler>()
                .HandleAsync(SeedMenu.Sheet(
                    await services.GetRequiredService<RestaurantDirectory>().GetAsync(restaurantId, ct), like), ct));

    private async Task FloorsAsync(Guid restaurantId, CancellationToken ct)
    {
        var info = await InAsync(
            restaurantId, null, s => s.GetRequiredService<RestaurantDirectory>().GetAsync(restaurantId, ct).AsTask());
        foreach (var branch in info.Branches)
            await InAsync(restaurantId, branch.Id, s => SeedFloor.LayOutAsync(s, branch.Id, branch.Key, ct));
    }

    private async Task AdminAsync(string hash, CancellationToken ct) =>
        await InAsync(null, null, async services =>
        {
            var admin = DemoStaff.Everyone.Single(p => p.Role == Role.SuperAdmin);
            var db = services.GetRequiredService<RestpyDb>();
            db.Add(Person.Register(admin.Email, admin.Name, hash, admin.Language, superAdmin: true, demo: true));
            db.Act("staff.hired", nameof(Person), Guid.Empty, admin.Name);
            return await db.SaveChangesAsync(ct);
        });

    // One hash for all: the password is public anyway, and a hundred milliseconds each would delay the first page.
    public async Task<string> HashAsync(CancellationToken ct) =>
        await InAsync(null, null, s => s.GetRequiredService<Passwords>().HashAsync(DemoStaff.Password, ct));
}
