using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Trust;

public sealed class TrustModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) => services.AddHandlersOf<TrustModule>();

    public void Map(IEndpointRouteBuilder app) { }
}
