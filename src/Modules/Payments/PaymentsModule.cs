using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Payments;

/// <summary>The rows of money: what was taken for bills and given back for credit notes.</summary>
public sealed class PaymentsModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, PaymentsMap>();
        services.AddScoped<ITenders, Tenders>();
        services.AddHandlersOf<PaymentsModule>();
    }

    public void Map(IEndpointRouteBuilder app) { }
}
