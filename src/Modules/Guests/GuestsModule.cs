using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Guests;

public sealed class GuestsModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) => services.AddHandlersOf<GuestsModule>();

    public void Map(IEndpointRouteBuilder app) { }
}
