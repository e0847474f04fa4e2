using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Backups;

/// <summary>Daily backups, changes in between, and the drill that restores them.</summary>
public sealed class BackupsModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) => services.AddHandlersOf<BackupsModule>();

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
