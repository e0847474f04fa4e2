#pragma warning disable RS0030 // The holes are made on purpose.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy;

namespace Restpy.IntegrationTests.Probe;

/// <summary>A module with one hole of each kind, as somebody in a hurry would make it.</summary>
internal sealed class LeakyModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) { }

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/leak").WithMetadata(new SignedInAttribute());
        api.MapGet("/unfiltered/{id:guid}", async (Guid id, RestpyDb db) =>
            await db.Set<Item>().IgnoreQueryFilters().IgnoreAutoIncludes().AsNoTracking().Where(i => i.Id == id)
                .Select(i => i.Code).FirstOrDefaultAsync() is { } code ? Results.Json(new { code })
                : Results.NotFound());
        api.MapGet("/other-404/{id:guid}", async (Guid id, RestpyDb db) =>
            Results.Json(new
            {
                title = await db.Set<Order>().IgnoreQueryFilters().AnyAsync(o => o.Id == id) ? "Not yours."
                : "No such order.",
            }, statusCode: 404));
        api.MapGet("/header", async (HttpContext http, RestpyDb db) =>
            Guid.TryParse(http.Request.Headers["X-Restaurant-Id"], out var asked)
                ? Results.Json(await db.Set<Item>().IgnoreQueryFilters().CountAsync(i => i.RestaurantId == asked))
                : Results.Json(0)).WithMetadata(new ReadsAttribute());
        api.MapGet("/by-code",
            async (string? code, RestpyDb db) =>
            Results.Json(await db.Set<Item>().IgnoreQueryFilters().AnyAsync(i => i.Code == code)));
        api.MapPost("/write", async (WriteThere body, RestpyDb db) =>
        {
            await db.Set<Kot>().IgnoreQueryFilters().Where(k => k.Id == body.KotId)
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.Version, x => x.Version + 1));
            return Results.NoContent();
        });
        // Past the database's wall too: the restaurants themselves are shared by all.
        api.MapPost("/rename", async (RenameThere body, RestpyDb db) =>
        {
            await db.Set<Restaurant>().Where(r => r.Id == body.RestaurantId)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.LegalName, x => x.LegalName + "!"));
            return Results.NoContent();
        });
        // A hole for programs alone.
        app.MapGet("/api/v1/leak/by-token/{id:guid}", async (Guid id, HttpContext http, RestpyDb db) =>
            http.Session()!.Token is not null
                && await db.Set<Item>().IgnoreQueryFilters().AnyAsync(i => i.Id == id) ? Results.Ok()
                : Results.NotFound()).WithMetadata(new NeedsAttribute("menu.see"), new ReadsAttribute());
        api.MapGet("/by-hand", (HttpContext http) => Results.Json(http.Request.Query["anything"].Count));
        api.MapGet("/odd-kind", (Odd? odd) => Results.Json(odd is null));
        api.MapGet("/breaks/{id:guid}", (Guid id) => id == Guid.Empty ? Results.Ok()
            : throw new InvalidOperationException("Broken for everybody."));
    }
}

public sealed record WriteThere(Guid KotId);

public sealed record RenameThere(Guid RestaurantId);

public sealed class Odd
{
    public static bool TryParse(string text, out Odd odd)
    {
        odd = new();
        return text.Length > 0;
    }
}

/// <summary>The model of the product, but that one table has lost its filter.</summary>
internal sealed class WithoutFilter(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        modelBuilder.Model.FindEntityType(typeof(Kot))!.SetQueryFilter("restaurant", null);
    }
}
