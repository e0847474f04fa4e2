using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Kitchen;

public sealed class KitchenModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) => services.AddHandlersOf<KitchenModule>();

    public void Map(IEndpointRouteBuilder app) { }
}
