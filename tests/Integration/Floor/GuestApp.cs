using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Host;
using Restpy.Kernel;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Floor;

/// <summary>
/// A page behind a scanned code, and nothing else, on the database and keys of a restaurant: the gates as the product
/// builds them.
/// </summary>
internal sealed class GuestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuestApp(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public PageClient Phone() => new(Address);

    public static async Task<GuestApp> OpenAsync(TestProduct restpy)
    {
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(restpy.Services.GetRequiredService<TimeProvider>());
        builder.Services.AddRestpyData(database).AddGates()
            .AddRestpyWeb(restpy.Services.GetRequiredService<MasterKey>(), ModuleList.All);
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseStatusCodePages();
        app.UseExceptionHandler();
        app.Use((http, next) =>
        {
            http.RequestServices.GetRequiredService<Words>().Language =
                WordList.Known(http.Request.Query["lang"].FirstOrDefault());
            return next(http);
        });
        app.UseRouting();
        app.UseGates();
        var table = app.MapGroup("/t/{token}").WithMetadata(new OpenAttribute("menu"), new FromQrAttribute());
        table.MapGet("", (HttpContext http, IAntiforgery tokens, WorkScope scope) => Results.Content(
            $"""
            <!doctype html><title>{http.ScannedTable().Table.Number}</title><p id="who">{http.Actor().Name}</p><p id="where">{scope.Restaurant} {scope.Branch}</p>
            <form method="post" action="/t/{http.ScannedTable().Token}"><input name="_token" value="{tokens.GetAndStoreTokens(http).RequestToken}"></form>
            """, "text/html"));
        table.MapPost("", (Actor actor) => Results.Text($"{actor.Name} {actor.PersonId}"));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
