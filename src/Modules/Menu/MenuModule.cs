using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Menu;

public sealed class MenuModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) => services.AddHandlersOf<MenuModule>();

    public void Map(IEndpointRouteBuilder app) { }
}
