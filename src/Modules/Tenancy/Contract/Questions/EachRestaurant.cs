using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Contract.Questions;

/// <summary>Runs a part of a check as each of the newest restaurants, in a scope of its own.</summary>
public static class EachRestaurant
{
    private const int Most = 20;

    public static Task<List<T>> AsksAsync<T>(
        IServiceProvider services, Func<IServiceProvider, Task<T>> part, CancellationToken ct) =>
        AsksAsync(services, Most, part, ct);

    /// <summary>The same as each restaurant there is; for the command line, which may take its time.</summary>
    public static Task<List<T>> AllAskAsync<T>(
        IServiceProvider services, Func<IServiceProvider, Task<T>> part, CancellationToken ct) =>
        AsksAsync(services, int.MaxValue, part, ct);

    private static async Task<List<T>> AsksAsync<T>(
        IServiceProvider services, int most, Func<IServiceProvider, Task<T>> part, CancellationToken ct)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var answers = new List<T>();
        foreach (var restaurant in await services.GetRequiredService<RestaurantDirectory>().NewestAsync(most, ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<WorkScope>()
                .Enter(restaurant, null, Actor.System("security check"));
            answers.Add(await part(scope.ServiceProvider));
        }
        return answers;
    }
}
