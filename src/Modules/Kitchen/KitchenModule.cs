using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Kitchen.ReadTickets;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Kitchen.EditStations;

namespace Restpy.Kitchen;

public sealed record KotRequest(Guid CommandId);

public sealed record TickRequest(Guid CommandId, bool Ticked);

/// <summary>Stations and the kitchen display.</summary>
public sealed class KitchenModule : IModule
{
    public IReadOnlyList<Permission> Permissions => KitchenPermissions.All;

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
            (Guid id, KotRequest request, KitchenTickets tickets, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, act = "bump" }, () => tickets.BumpAsync(id, ct), ct));
        kots.MapPost("/{id:guid}/recall",
            (Guid id, KotRequest request, KitchenTickets tickets, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, act = "recall" }, () => tickets.RecallAsync(id, ct), ct));
        kots.MapPost("/lines/{id:guid}/tick",
            (Guid id, TickRequest request, KitchenTickets tickets, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, request }, () => tickets.TickAsync(id, request.Ticked, ct),
                ct));
        kots.MapPost("/lines/{id:guid}/seen",
            (Guid id, KotRequest request, KitchenTickets tickets, Answer answer, CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, new { id, act = "seen" }, () => tickets.SeeVoidAsync(id, ct), ct));
    }
}
