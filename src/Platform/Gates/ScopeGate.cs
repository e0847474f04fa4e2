using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 5: which restaurant and branch this request works in. From the session, the tablet, the address or a signed
/// token.
/// </summary>
public sealed class ScopeGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, WorkScope scope)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IScopeSource>() is { } source)
        {
            if (!await source.EnterAsync(http))
            {
                if (!http.Response.HasStarted && http.Response.StatusCode == StatusCodes.Status200OK)
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
        }
        else if (http.Tablet() is { } tablet && (http.IsLockScreen() || http.IsShownOnTablet()))
        {
            scope.Enter(tablet.RestaurantId, tablet.BranchId, http.TabletActor(tablet));
        }
        else if (http.Session() is { } session)
        {
            scope.Enter(session.RestaurantId, session.BranchId, http.StaffActor(session));
            if (session.Token is { } token) scope.Remark = $"Token “{token.Name}” {token.Id}";
        }
        await next(http);
    }
}

public static class ActorExtensions
{
    /// <summary>Who acts in this request, as gate 5 has found.</summary>
    public static Actor Actor(this HttpContext http) => http.RequestServices.Actor();

    public static Actor StaffActor(this HttpContext http, Session session) =>
        new(ActorKind.Staff, session.PersonId, session.PersonName, session.Role.ToString().ToLowerInvariant(),
            http.Ip(), http.UserAgent())
        { MemberId = session.MemberId };

    public static Actor GuestActor(this HttpContext http, Guid? guestSession, string name) =>
        new(ActorKind.Guest, guestSession, name, "guest", http.Ip(), http.UserAgent());

    /// <summary>
    /// As sent, cut to what a log line needs; with a card number in it, which no log may keep, not at all.
    /// </summary>
    public static string UserAgent(this HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return CardNumber.IsIn(agent) ? "(a card number)" : CleanText.Cut(agent, 200);
    }
}
