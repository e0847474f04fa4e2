using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;

namespace Restpy.Platform.Consumers;

public static class ConsumerServices
{
    /// <summary>Has a consumer hear of one kind of event; a consumer of several kinds is added for each.</summary>
    /// <param name="services">The module's.</param>
    /// <param name="name">Stored with its place in the stream; never changes.</param>
    public static IServiceCollection AddConsumer<TConsumer, TEvent>(this IServiceCollection services, string name)
        where TConsumer : class, IEventConsumer<TEvent> where TEvent : IEvent
    {
        IEventConsumer<TEvent> Of(IServiceProvider scope) => scope.GetRequiredService<TConsumer>();
        services.AddScoped<TConsumer>();
        return services.AddSingleton(new ConsumedEvent(name, typeof(TEvent), scope => Of(scope).IsReady,
            (scope, happened, ct) => Of(scope).ConsumeAsync((TEvent)happened, ct)));
    }

    internal static IServiceCollection AddConsumers(this IServiceCollection services) =>
        services.AddSingleton<EventConsumers>()
            .AddHostedService(p => p.GetRequiredService<EventConsumers>())
            .AddSingleton(p => new EventDeliveries(p.GetRequiredService<EventConsumers>()));
}
