using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;

namespace Restpy.Platform.Web;

/// <summary>A module's table of contents: its services, its endpoints, what people may do in it, what it claims.</summary>
public interface IModule
{
    void Add(IServiceCollection services);

    /// <summary>API endpoints; pages are found by themselves.</summary>
    void Map(IEndpointRouteBuilder app);

    IReadOnlyList<Permission> Permissions { get; }

    IReadOnlyList<Claim> Claims => [];

    /// <summary>Its entries in the navigation of signed-in people; each shown to who may open it.</summary>
    IReadOnlyList<NavItem> Navigation => [];
}

/// <param name="Order">Place in the navigation: 10 floor, 20 orders, 30 kitchen, 40 bills, 50 menu, 60 reports, 90 settings.</param>
public sealed record NavItem(string Url, string WordKey, string Icon, string Permission, int Order)
{
    /// <summary>Where the number beside it comes from, anew with each bill that changes; null where there is none.</summary>
    public string? Count { get; init; }
}

/// <summary>The permission catalogue of the running product, and who holds what by role.</summary>
public sealed class PermissionCatalogue(IEnumerable<IModule> modules)
{
    public IReadOnlyList<Permission> All { get; } = [.. modules.SelectMany(m => m.Permissions)];

    public IEnumerable<string> Of(Role role) => All.Where(p => p.DefaultRoles.Contains(role)).Select(p => p.Name);
}

public static class ModuleExtensions
{
    /// <summary>Registers every *Handler of the module's assembly: a use case needs no line elsewhere.</summary>
    public static IServiceCollection AddHandlersOf<TModule>(this IServiceCollection services) where TModule : IModule
    {
        foreach (var type in typeof(TModule).Assembly.GetTypes())
            if (type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Handler", StringComparison.Ordinal) && type.Namespace?.StartsWith("Restpy.", StringComparison.Ordinal) == true)
                services.AddScoped(type);
        return services;
    }
}
