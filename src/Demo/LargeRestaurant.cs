using Microsoft.Extensions.DependencyInjection;
using Restpy.Demo.History;
using Restpy.Demo.Restaurants;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Demo;

/// <summary>
/// One restaurant of two branches with as many days of trade behind it as somebody wants to see, made through the
/// handlers a tap reaches: what a large installation is multiplied from. A service is under way in both branches.
/// </summary>
public sealed class LargeRestaurant(IServiceScopeFactory scopes, TimeProvider time)
{
    private const string Like = "spice-garden";
    private const int Seated = 6;

    /// <summary>Those an installation may have and still be called empty.</summary>
    public static IReadOnlyList<string> DemoSlugs => [.. DemoRestaurants.All.Select(h => h.Slug)];

    /// <summary>Everybody's in the model and its copies; works in demo mode only.</summary>
    public static string Password => DemoStaff.Password;

    /// <summary>"Restaurant 00001" for "restaurant-00001".</summary>
    public static string NameOf(string slug) => char.ToUpperInvariant(slug[0]) + slug[1..].Replace('-', ' ');

    /// <summary>Of the owner of such a restaurant.</summary>
    public static string OwnerAt(string slug) => $"owner@{slug}.example";

    /// <param name="slug">Its address; its name is made of it.</param>
    /// <param name="days">Days that have ended.</param>
    /// <param name="orders">Orders on each of them, both branches together, weekends somewhat more.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The restaurant's id.</returns>
    public async Task<Guid> OpenAsync(string slug, int days, int orders, CancellationToken ct)
    {
        var seed = new Seed(scopes);
        var now = time.GetUtcNow();
        var hash = await seed.HashAsync(ct);
        var (id, restaurant) = await AtAsync(now.AddDays(-days - 1), async () =>
        {
            var opened = await seed.OpenAsync(DemoRestaurants.All.Single(h => h.Slug == Like) with
            {
                Slug = slug,
                Name = NameOf(slug)
            }, Like, hash, ct);
            await using var scope = scopes.CreateAsyncScope();
            return (opened, await scope.ServiceProvider.GetRequiredService<RestaurantDirectory>().GetAsync(opened, ct));
        });
        var perBranch = Math.Max(1, orders / restaurant.Branches.Count);
        foreach (var branch in restaurant.Branches)
        {
            var shift = new Shift(scopes, restaurant, branch, await Crew.OfAsync(scopes, restaurant, branch, Like, ct));
            var today = branch.Day.Of(now);
            for (var ago = days; ago >= 0; ago--)
            {
                // The same trade on every machine: the dice depend on the branch and the day's distance alone.
                var dice = new Random((ago * 31) + branch.Code[0]);
                var evening = new Evening(shift, today.AddDays(-ago), dice)
                {
                    Visits = (perBranch / 3, perBranch - (perBranch / 3), Math.Max(1, perBranch / 4)),
                };
                if (ago > 0) await evening.RunAsync(ct);
                else await evening.BeginAsync(now, Seated, ct);
            }
        }
        return id;
    }

    private static async Task<T> AtAsync<T>(DateTimeOffset moment, Func<Task<T>> work)
    {
        DemoClock.At(moment);
        return await work();
    }
}
