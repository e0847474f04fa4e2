using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.ApproveRound;
using Restpy.Ordering.AttendCall;
using Restpy.Ordering.CancelOrder;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Ordering.GuestPages;
using Restpy.Ordering.HandOverOrder;
using Restpy.Ordering.JoinTables;
using Restpy.Ordering.MoveDishes;
using Restpy.Ordering.MoveOrder;
using Restpy.Ordering.SeatTable;
using Restpy.Ordering.SendOrder;
using Restpy.Ordering.ServeKot;
using Restpy.Ordering.VoidLine;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering;

/// <summary>Orders from every channel, their KOTs, the floor screen and the order pad.</summary>
public sealed class OrderingModule : IModule
{
    public IReadOnlyList<Permission> Permissions => OrderingPermissions.All;

    public IReadOnlyList<TenantBypass> Bypasses => [TenantBypasses.OfHousekeeping("ordering_basket_line")];

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/staff/floor", "nav.floor", "table", OrderingPermissions.See, 10) { Group = NavGroup.Service },
        new("/staff/orders", "nav.orders", "kot", OrderingPermissions.See, 20) { Group = NavGroup.Service },
    ];

    public IReadOnlyList<Topic> Topics { get; } = [new("orders", OrderingPermissions.See)];

    public IReadOnlyList<SignalPart> Signals { get; } =
        [new("/staff/signals?handler=Bar", "orders,kitchen,bills", OrderingPermissions.See)];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, OrderingMap>();
        services.AddSingleton(
            new CountedEvent("restpy.orders.sent", "Rounds sent to the kitchen.", typeof(OrderSent)));
        services.AddScoped<OrderFinder>().AddScoped<FloorScreen.FloorReader>().AddScoped<Signals.SignalReader>()
            .AddScoped<ReadyDishes>().AddScoped<OrderSums>().AddScoped<OrderPad.PadReader>()
            .AddScoped<OrderPad.ActsReader>()
            .AddScoped<Floor.Contract.ITableGuests, TableGuests>();
        services.AddScoped(p => new BillableOrders(p.GetRequiredService<RestpyDb>(),
            p.GetRequiredService<RestaurantDirectory>(), p.GetRequiredService<MenuCache>()));
        services.AddScoped(p => new KitchenTickets(p.GetRequiredService<RestpyDb>()));
        services.AddSingleton(new Retention("ordering_basket_line", "at", BasketLines.Remembered));
        services.AddScoped<IOpenBusiness, OpenOrderBusiness>();
        services.AddScoped<IGuideStep, TrainingStep>();
        services.AddHandlersOf<OrderingModule>();
        services.AddGuests();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        var take = app.MapGroup("/api/v1/orders")
            .WithMetadata(new NeedsAttribute(OrderingPermissions.Take), new NeedsBranchAttribute());
        take.MapPost("/send", (SendOrderRequest r, SendOrderHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(r.CommandId, r, () => h.HandleAsync(r, by, ct), ct));
        take.MapPost("/seat", (SeatTableRequest r, SeatTableHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(r.CommandId, r, () => h.HandleAsync(r, by, ct), ct));
        take.MapPost("/{id:guid}/approve",
            (Guid id, ApproveRoundRequest request, ApproveRoundHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, by, ct), ct));
        take.MapPost("/{id:guid}/attend",
            (Guid id, AttendRequest request, AttendHandler h, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, ct), ct));
        take.MapPost("/{id:guid}/move",
            (Guid id, MoveOrderRequest request, MoveOrderHandler h, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, ct), ct));
        take.MapPost("/{id:guid}/dishes/move",
            (Guid id, MoveDishesRequest request, MoveDishesHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, by, ct), ct));
        take.MapPost("/{id:guid}/join",
            (Guid id, JoinTableRequest request, JoinTableHandler h, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, ct), ct));
        take.MapPost("/{id:guid}/separate",
            (Guid id, SeparateTableRequest request, SeparateTableHandler h, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, ct), ct));
        take.MapPost("/{id:guid}/waiter",
            (Guid id, HandOverOrderRequest request, HandOverOrderHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, by, ct), ct));
        take.MapPost("/kots/{id:guid}/served",
            (Guid id, ServeKotRequest r, ServeKotHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(r.CommandId, new { id, act = "served" }, () => h.HandleAsync(id, by, ct), ct));

        var end = app.MapGroup("/api/v1/orders")
            .WithMetadata(new NeedsAttribute(OrderingPermissions.Void), new NeedsBranchAttribute());
        end.MapPost("/lines/{id:guid}/void",
            (Guid id, VoidLineRequest request, VoidLineHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, by, ct), ct));
        end.MapPost("/{id:guid}/cancel",
            (Guid id, CancelOrderRequest request, CancelOrderHandler h, Actor by, Answer a, CancellationToken ct) =>
            a.OnceAsync(request.CommandId, new { id, request }, () => h.HandleAsync(id, request, by, ct), ct));
        end.WithMetadata(new LendableAttribute());

        app.MapGuests();
    }
}
