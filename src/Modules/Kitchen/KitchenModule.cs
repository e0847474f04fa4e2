using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Kitchen.BumpKot;
using Restpy.Kitchen.Contract;
using Restpy.Kitchen.ReadTickets;
using Restpy.Kitchen.RecallKot;
using Restpy.Kitchen.SeeVoid;
using Restpy.Kitchen.TickDish;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Kitchen.EditStations;

namespace Restpy.Kitchen;

/// <summary>Stations, the kitchen display, and what cooks do with KOTs.</summary>
public sealed class KitchenModule : IModule
{
    public IReadOnlyList<Permission> Permissions => KitchenPermissions.All;

    public IReadOnlyList<Topic> Topics { get; } = [new("kitchen", OrderingPermissions.Cook)];

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/staff/kitchen", "nav.kitchen", "flame", OrderingPermissions.Cook, 30) { Group = NavGroup.Service },
        new("/staff/kitchen/stations", "nav.stations", "hold", KitchenPermissions.SetUp, 57) { Group = NavGroup.Menu },
    ];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, KitchenMap>();
        services.AddScoped<Stations>().AddScoped<IStations>(p => p.GetRequiredService<Stations>())
            .AddScoped<IBranchStart>(p => p.GetRequiredService<Stations>());
        services.AddScoped<IGuideStep, StationsStep>();
        services.AddHandlersOf<KitchenModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapReadTickets();
        var kots = app.MapGroup("/api/v1/kots").WithMetadata(new NeedsAttribute(OrderingPermissions.Cook));
        kots.MapPost("/{id:guid}/bump",
            (Guid id, KotRequest request, BumpKotHandler handler, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, act = "bump" }, () => handler.HandleAsync(id, ct), ct));
        kots.MapPost("/{id:guid}/recall",
            (Guid id, KotRequest request, RecallKotHandler handler, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, act = "recall" }, () => handler.HandleAsync(id, ct), ct));
        kots.MapPost("/lines/{id:guid}/tick",
            (Guid id, TickRequest request, TickDishHandler handler, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, request }, () => handler.HandleAsync(id, request, ct), ct));
        kots.MapPost("/lines/{id:guid}/seen",
            (Guid id, KotRequest request, SeeVoidHandler handler, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, act = "seen" }, () => handler.HandleAsync(id, ct), ct));
    }
}
