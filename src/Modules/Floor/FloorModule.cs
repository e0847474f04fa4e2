using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Codes;
using Restpy.Floor.Contract;
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
    public const string SeeTables = "tables.see";
    public const string EditTables = "tables.edit";
    public const string PrintCodes = "tables.qr";

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(SeeTables, "See areas and tables", Role.Owner, Role.Manager),
        new(EditTables, "Change areas and tables", Role.Owner, Role.Manager),
        new(PrintCodes, "Print, renew and withdraw QR codes of tables", Role.Owner, Role.Manager),
    ];

    public IReadOnlyList<NavItem> Navigation { get; } =
        [new("/staff/tables", "nav.tables", "qr", SeeTables, 55) { Group = NavGroup.Menu }];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, FloorMap>().AddSingleton<CodeTokens>().AddSingleton<IKeyUse, FloorKeyUse>();
        services.AddScoped(p => new Tables(p.GetRequiredService<RestpyDb>()));
        services.AddScoped<FloorPlan>().AddScoped<QrCards>().AddScoped<RetiredCode>();
        services.AddScoped<IGuideStep, TablesStep>();
        services.AddHandlersOf<FloorModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/staff/tables/{id:guid}/qr.svg", QrSvg.AnswerAsync)
            .WithMetadata(new NeedsAttribute(PrintCodes) { RateLimit = "table-code" }, new ReadsAttribute());
        app.MapGet("/staff/tables/qr.pdf", QrPdfAnswer.AnswerAsync)
            .WithMetadata(new NeedsAttribute(PrintCodes), new ReadsAttribute());
    }
}
