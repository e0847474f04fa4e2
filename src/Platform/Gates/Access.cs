using Microsoft.AspNetCore.Http;

namespace Restpy.Platform.Gates;

/// <summary>The one decision every endpoint carries. An endpoint without it is closed, and a test names it.</summary>
public interface IAccess
{
    /// <summary>The rate bucket requests of this endpoint draw from.</summary>
    string RateLimit { get; }
}

/// <summary>Anybody may ask; still rate limited.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenAttribute(string bucket) : Attribute, IAccess
{
    public string RateLimit { get; } = bucket;
}

/// <summary>Only a signed-in person with this permission, in their restaurant.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(string permission) : Attribute, IAccess
{
    public string Permission { get; } = permission;
    public string RateLimit { get; init; } = "staff";
}

/// <summary>Any signed-in person: their own account, choosing the restaurant, signing out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SignedInAttribute : Attribute, IAccess
{
    public string RateLimit => "staff";
}

/// <summary>The screen shows one branch: a person of several chooses one first.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsBranchAttribute : Attribute;

/// <summary>
/// The form token is not asked for here. Only for callers that are no browser and prove themselves otherwise; what a
/// browser sends from another site is refused here as well.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoFormTokenAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>
/// Where an endpoint's restaurant comes from when it is not the session's: the address of a public menu, a signed QR
/// token.
/// Put on the endpoint; answers false when there is no such place, and the request ends as 404.
/// </summary>
public interface IScopeSource
{
    ValueTask<bool> EnterAsync(HttpContext http);

    /// <summary>
    /// Which table's code the request holds, told without asking the database, for its rate bucket; null where there is
    /// none or it is forged.
    /// </summary>
    string? Place(HttpContext http) => null;

    /// <summary>Whether a request that was let in would be let in now: asked while it follows a live stream.</summary>
    ValueTask<bool> IsStillOpenAsync(HttpContext http, CancellationToken ct) => ValueTask.FromResult(true);
}
