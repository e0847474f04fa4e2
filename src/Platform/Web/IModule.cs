using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Web;

/// <summary>
/// A module's table of contents: its services, its endpoints, what people may do in it, what it claims.
/// </summary>
public interface IModule
{
    void Add(IServiceCollection services);

    /// <summary>API endpoints; pages are found by themselves.</summary>
    void Map(IEndpointRouteBuilder app);

    IReadOnlyList<Permission> Permissions { get; }

    IReadOnlyList<Claim> Claims => [];

    /// <summary>Its entries in the navigation of signed-in people; each shown to who may open it.</summary>
    IReadOnlyList<NavItem> Navigation => [];

    /// <summary>What its events are published on and live screens listen to.</summary>
    IReadOnlyList<Topic> Topics => [];

    /// <summary>Its openings in the database's wall.</summary>
    IReadOnlyList<TenantBypass> Bypasses => [];

    /// <summary>What it shows in the bar of every page of people who work in a branch.</summary>
    IReadOnlyList<SignalPart> Signals => [];
}

/// <param name="Permission">What a program needs to hear of it; null where programs hear nothing.</param>
public sealed record Topic(string Name, string? Permission = null);

/// <summary>A part of the bar that renews itself when one of its topics tells of a change.</summary>
public sealed record SignalPart(string Url, string Topics, string Permission);

/// <summary>The entries one person may open, by group, and the one that is open.</summary>
public sealed class NavMenu
{
    private readonly NavItem? _open;

    public NavMenu(IEnumerable<IModule> modules, Func<NavItem, bool> isShown, string path)
    {
        Items = [.. modules.SelectMany(m => m.Navigation).Where(isShown).OrderBy(n => n.Group).ThenBy(n => n.Order)];
        // Of two that fit, the longer one: the operator's mail lies under the operator's restaurants.
        _open = Items.Where(i => path == i.Url || path.StartsWith(i.Url + "/", StringComparison.Ordinal))
            .MaxBy(i => i.Url.Length);
    }

    public IReadOnlyList<NavItem> Items { get; }

    /// <summary>
    /// What stands in the bar of a phone, beside "More"; the operator's words are longer than the service's.
    /// </summary>
    public IEnumerable<NavItem> First => Items.Take(Items.Any(i => i.Group == NavGroup.Platform) ? 3 : 4);

    public IEnumerable<IGrouping<NavGroup, NavItem>> Groups => Items.GroupBy(i => i.Group);

    public bool IsOpen(NavItem item) => item == _open;

    public bool HoldsOpen(NavGroup group) => _open?.Group == group;
}

/// <summary>The headings of the navigation, in their order; the word of each is nav.group.{name}.</summary>
public enum NavGroup
{
    Service,
    Menu,
    Money,
    Team,
    Security,
    Settings,
    Platform,
}

/// <param name="Url">Where the number comes from.</param>
/// <param name="Topics">It is fetched again when one of them tells of a change.</param>
public sealed record NavCount(string Url, string Topics);

/// <param name="Order">Place within its group.</param>
public sealed record NavItem(string Url, string WordKey, string Icon, string Permission, int Order)
{
    public NavGroup Group { get; init; } = NavGroup.Settings;

    /// <summary>Shown only while the owner is led through the first steps.</summary>
    public bool IsFirstSteps { get; init; }

    /// <summary>The number beside it; null where there is none.</summary>
    public NavCount? Count { get; init; }
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
            if (type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Handler", StringComparison.Ordinal)
                && type.Namespace?.StartsWith("Restpy.", StringComparison.Ordinal) == true)
                services.AddScoped(type);
        return services;
    }
}
