using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Audit;

public sealed class AuditModule : IModule
{
    public IReadOnlyList<Permission> Permissions { get; } = [];

    public void Add(IServiceCollection services) => services.AddHandlersOf<AuditModule>();

    public void Map(IEndpointRouteBuilder app) { }
}
