using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Ordering.GuestApi;
using Restpy.Ordering.GuestBasket;
using Restpy.Ordering.GuestDish;
using Restpy.Ordering.GuestMenu;
using Restpy.Ordering.GuestOrder;
using Restpy.Ordering.GuestPages;
using Restpy.Ordering.GuestStatus;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering;

/// <summary>Every address of a guest: the same pages under a table's token and under the restaurant's name.</summary>
internal static class GuestRoutes
{
    /// <summary>A messenger that shows a preview of a shared menu asks with HEAD first.</summary>
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    // These addresses read queries and forms themselves; a choice among modifiers is any field that begins with "mod".
    private static readonly ReadsAttribute Seen = new("branch", "lang", "diet", "no", "q", "after");
    private static readonly ReadsAttribute Sent = new(
        "branch", "variant", "mod0", "quantity", "note", "remove", "name", "phone", "service", "payable", "commandId");

    // Whole families sit behind one address: the buckets are sized for a full restaurant on one Wi-Fi.
    private static readonly RateLimit OfARestaurant = new(2000, 6000);
    private static readonly RateLimit OfAnAddress = new(40, 120, RateLimitSharing.AtOnce);

    public static IServiceCollection AddGuests(this IServiceCollection services) => services
        // The signed token in the address is the caller's authority. JSON only, and nothing a browser sends from
        // another site.
        .AddSingleton(new FormTokenExemption("POST /api/v1/guest/{token}/orders"))
        .AddRateLimit("menu", new(new(200, 600), new(40, 120), Known.Guest | Known.Session, Place: new(30, 60),
            Restaurant: OfARestaurant))
        .AddRateLimit("guest-order", new(OfAnAddress, new(20, 60), Known.Guest | Known.Session, Place: new(20, 60),
            Restaurant: OfARestaurant))
        // A round goes to the kitchen: somebody has to cook it.
        .AddRateLimit("place-order", new(OfAnAddress, new(6, 6), Known.Guest | Known.Session, Place: new(12, 12),
            Restaurant: OfARestaurant))
        .AddSingleton<MenuPages>()
        .AddScoped<GuestPlaces>().AddScoped<GuestForm>().AddScoped<BasketReader>().AddScoped<GuestOrders>()
        .AddScoped<DishEndpoints>().AddScoped<BasketEndpoints>().AddScoped<StatusEndpoints>()
        .AddScoped<GuestApiEndpoints>().AddScoped<GuestOrderEndpoints>().AddScoped<BasketScreen>();

    public static void MapGuests(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<ContentPolicy>().AllowStyle(GuestStyle.Hash);
        Pages(app, "/t/{token}", new FromQrAttribute(), new FromQrAttribute(), "/order");
        Pages(app, "/r/{slug}", new FromSlugAttribute(), new FromSlugAttribute { NamesGuest = true },
            "/order/{id:guid}");

        var table = app.MapGroup("/t/{token}/order")
            .WithMetadata(new FromQrAttribute(), new OpenAttribute("guest-order"),
                new ReadsAttribute("service", "commandId")).ExcludeFromDescription();
        table.MapPost("/call",
            (HttpContext http, StatusEndpoints status, CancellationToken ct) => status.CallAsync(http, ct));
        table.MapPost("/bill",
            (HttpContext http, StatusEndpoints status, CancellationToken ct) => status.AskBillAsync(http, ct));

        var read = app.MapGroup("/api/v1/guest/{token}")
            .WithMetadata(new FromQrAttribute(), new OpenAttribute("menu"), new ReadsAttribute());
        read.MapGet("/menu", (HttpContext http, GuestApiEndpoints api, CancellationToken ct) => api.MenuAsync(http, ct))
            .Produces<GuestMenuAnswer>();
        var write = app.MapGroup("/api/v1/guest/{token}")
            .WithMetadata(new FromQrAttribute(), new OpenAttribute("place-order"),
                new NoFormTokenAttribute("The signed token of the table, in the address, proves the caller."),
                new ReadsAttribute());
        write.MapPost("/orders",
            (HttpContext http, GuestOrderRequest body, GuestOrderEndpoints orders, CancellationToken ct) =>
            orders.OrderAsync(http, body, ct)).Produces<GuestOrderAnswer>();
    }

    /// <param name="app">The host.</param>
    /// <param name="root">What the addresses begin with.</param>
    /// <param name="reader">Where the place comes from for who only reads the menu.</param>
    /// <param name="guest">The same for who chooses and orders; makes sure the phone has its cookie.</param>
    /// <param name="order">The address of an order.</param>
    private static void Pages(
        IEndpointRouteBuilder app, string root, IScopeSource reader, IScopeSource guest, string order)
    {
        app.MapMethods(root, Read,
            (HttpContext http, ShowMenuHandler menu, CancellationToken ct) => menu.HandleAsync(http, ct))
            .WithMetadata(reader, new OpenAttribute("menu"), Seen).ExcludeFromDescription();

        var see = app.MapGroup(root).WithMetadata(guest, new OpenAttribute("menu"), Seen).ExcludeFromDescription();
        see.MapMethods("/dish/{id:guid}", Read,
            (HttpContext http, Guid id, DishEndpoints dish, CancellationToken ct) => dish.ShowAsync(http, id, ct));
        see.MapMethods("/basket", Read,
            (HttpContext http, BasketEndpoints basket, CancellationToken ct) => basket.ShowAsync(http, ct));
        see.MapMethods(order, Read,
            (HttpContext http, Guid? id, StatusEndpoints status, CancellationToken ct) =>
            status.ShowAsync(http, id, ct));
        see.MapGet(order + "/live",
            (HttpContext http, Guid? id, StatusEndpoints status, CancellationToken ct) =>
            status.FollowAsync(http, id, ct));

        var act = app.MapGroup(root).WithMetadata(guest, new OpenAttribute("guest-order"), Sent)
            .ExcludeFromDescription();
        act.MapPost("/dish/{id:guid}",
            (HttpContext http, Guid id, DishEndpoints dish, CancellationToken ct) => dish.AddAsync(http, id, ct));
        act.MapPost("/basket/{id:guid}",
            (HttpContext http, Guid id, BasketEndpoints basket, CancellationToken ct) =>
            basket.ChangeAsync(http, id, ct));
        act.MapPost("/basket",
            (HttpContext http, GuestOrderEndpoints orders, CancellationToken ct) => orders.PlaceAsync(http, ct))
            .WithMetadata(new OpenAttribute("place-order"));
    }
}
