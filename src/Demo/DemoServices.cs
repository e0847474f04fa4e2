using Microsoft.Extensions.DependencyInjection;
using Restpy.Demo.History;
using Restpy.Demo.Restaurants;
using Restpy.Staff.Contract;

namespace Restpy.Demo;

public static class DemoServices
{
    /// <param name="services">The product's.</param>
    /// <param name="on">Demo mode.</param>
    /// <param name="history">Also write the past week, behind the first page.</param>
    /// <param name="evening">Also begin an evening: tables seated, tickets in the kitchen, guests' orders
    /// waiting.</param>
    /// <param name="trade">Lets that evening go on by itself.</param>
    public static IServiceCollection AddDemo(
        this IServiceCollection services, bool on, bool history, bool evening, bool trade = false)
    {
        if (on) services.AddScoped<Seed>().AddSingleton<TimeProvider, DemoClock>();
        if (on && history) services.AddSingleton(new DemoEvening(evening)).AddHostedService<PastWeek>();
        if (on && trade) services.AddHostedService<DemoTraffic>();
        return services;
    }

    /// <summary>Fills an empty database with the demo restaurants; says who its people are.</summary>
    public static async Task PrepareDemoAsync(this IServiceProvider services, bool on, CancellationToken ct)
    {
        if (!on) return;
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Seed>().RunAsync(ct);
        var people = services.GetRequiredService<DemoPeople>();
        people.On = true;
        people.Password = DemoStaff.Password;
        people.Shown = [
            .. DemoStaff.Everyone.Select(
            p => new DemoPerson(p.Email, p.Name, p.Role, p.Slug ?? "",
                DemoRestaurants.All.FirstOrDefault(h => h.Slug == p.Slug)?.Name ?? "", p.Branch is null ? ""
                : char.ToUpperInvariant(p.Branch[0]) + p.Branch[1..]))];
    }
}
