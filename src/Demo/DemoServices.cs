using Microsoft.Extensions.DependencyInjection;
using Restpy.Demo.History;
using Restpy.Staff.Contract;

namespace Restpy.Demo;

public static class DemoServices
{
    /// <param name="services">The product's.</param>
    /// <param name="on">Demo mode.</param>
    /// <param name="history">Also write the past week, behind the first page.</param>
    public static IServiceCollection AddDemo(this IServiceCollection services, bool on, bool history)
    {
        if (on) services.AddScoped<Seed>().AddSingleton<TimeProvider, DemoClock>();
        if (on && history) services.AddHostedService<PastWeek>();
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
        people.Shown = [.. Cast.Everyone.Select(p => $"{p.Email} — {p.Role}{(p.Slug is null ? "" : $", {p.Slug}{(p.Branch is null ? "" : " " + p.Branch)}")} — password {Cast.Password}")];
    }
}
