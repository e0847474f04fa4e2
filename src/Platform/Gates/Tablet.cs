using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>What a paired tablet shows while nobody has unlocked it.</summary>
public enum TabletScreen
{
    Kitchen,
    Floor,
}

/// <summary>
/// A tablet paired with a branch, as its row says for this request. It is nobody: it may show its screen, and who wants
/// to do something unlocks it first.
/// </summary>
/// <param name="Id">Hash of the cookie; what form tokens of the lock screen are bound to.</param>
/// <param name="Name">What the restaurant calls it: “Kitchen pass”.</param>
/// <param name="Language">Of its screen while nobody is there to read another.</param>
public sealed record PairedTablet(string Id, Guid TabletId, string Name, Guid RestaurantId, string RestaurantName,
    Guid BranchId, string BranchName, TabletScreen Screen, string Language)
{
    private static readonly FrozenSet<string> OfKitchen = FrozenSet.Create("orders", "kitchen"), OfFloor =
        FrozenSet.Create("orders", "kitchen", "bills", "floor");

    public string Home => Screen == TabletScreen.Kitchen ? "/staff/kitchen" : "/staff/floor";

    /// <summary>What it may hear of.</summary>
    public IReadOnlySet<string> Topics => Screen == TabletScreen.Kitchen ? OfKitchen : OfFloor;
}

/// <summary>Answered by the Staff module, which owns tablets.</summary>
public interface ITablets
{
    /// <summary>The paired tablet of this cookie, or null.</summary>
    Task<PairedTablet?> FindAsync(string cookie, string ip, CancellationToken ct);

    /// <summary>Whether it is still paired; for open streams.</summary>
    /// <param name="id">See <see cref="PairedTablet.Id"/>.</param>
    /// <param name="ct">Stops the look.</param>
    Task<bool> IsAliveAsync(string id, CancellationToken ct);
}

/// <summary>The tablet this request comes from: a session opened on it is good on it alone.</summary>
public sealed class CurrentTablet
{
    public PairedTablet? Tablet { get; internal set; }
}

/// <summary>
/// Beside the permission: a paired tablet with this screen may look at it without a person. Never at more than looking.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ShownOnTabletsAttribute(params TabletScreen[] screens) : Attribute
{
    public IReadOnlyList<TabletScreen> Screens { get; } = screens;
}

/// <summary>Only a paired tablet, whoever has unlocked it or nobody: its lock screen.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnTabletAttribute : Attribute, IAccess
{
    public string RateLimit => "tablet";
}

public static class TabletExtensions
{
    public static PairedTablet? Tablet(this HttpContext http) =>
        http.Items.TryGetValue(typeof(PairedTablet), out var tablet) ? (PairedTablet?)tablet : null;

    public static Actor TabletActor(this HttpContext http, PairedTablet tablet) =>
        new(ActorKind.Tablet, tablet.TabletId, tablet.Name, "tablet", http.Ip(), http.UserAgent());

    internal static bool IsLockScreen(this HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<OnTabletAttribute>() is not null;

    /// <summary>Nobody is there, and the tablet may look at this by itself.</summary>
    internal static bool IsShownOnTablet(this HttpContext http) =>
        http.Session() is null && http.Tablet() is { } tablet
            && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && http.GetEndpoint()?.Metadata.GetMetadata<ShownOnTabletsAttribute>()?.Screens.Contains(tablet.Screen) == true;
}
