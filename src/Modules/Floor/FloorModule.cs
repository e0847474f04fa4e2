using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Codes;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Floor.Scan;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Floor.StartFloor;
using Restpy.Tenancy.Contract;

namespace Restpy.Floor;

/// <summary>Areas, tables and the QR codes on them.</summary>
public sealed class FloorModule : IModule
{
    public IReadOnlyList<Permission> Permissions => FloorPermissions.All;

    public IReadOnlyList<Topic> Topics { get; } = [new("floor", FloorPermissions.SeeTables)];

    public IReadOnlyList<NavItem> Navigation { get; } =
        [new("/staff/tables", "nav.tables", "qr", FloorPermissions.SeeTables, 55) { Group = NavGroup.Menu }];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, FloorMap>().AddSingleton<CodeTokens>().AddSingleton<IKeyUse, FloorKeyUse>();
        services.AddScoped(p => new Tables(p.GetRequiredService<RestpyDb>()));
        services.AddScoped<FloorPlan>().AddScoped<QrCards>().AddScoped<RetiredCode>();
        services.AddScoped<IGuideStep, TablesStep>();
        // The list of tables shows a picture of each code: looking at it takes nothing from the till.
        services.AddRateLimit(
            "table-code", new(new(600, 3000), new(200, 600), Known.Session, Account: new(600, 1200)));
        services.AddHandlersOf<FloorModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/staff/tables/{id:guid}/qr.svg", QrSvg.AnswerAsync)
            .WithMetadata(new NeedsAttribute(FloorPermissions.PrintCodes) { RateLimit = "table-code" },
            new ReadsAttribute());
        app.MapGet("/staff/tables/qr.pdf", QrPdfAnswer.AnswerAsync)
            .WithMetadata(new NeedsAttribute(FloorPermissions.PrintCodes), new ReadsAttribute());
    }
}
