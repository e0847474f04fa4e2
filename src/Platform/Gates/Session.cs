using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

/// <summary>The server-side session of a signed-in person, as read from its row for this request.</summary>
/// <param name="Id">Hash of the cookie; what form tokens are bound to.</param>
/// <param name="MemberId">The person's place in the restaurant; null for a super admin.</param>
/// <param name="RestaurantId">Null for a super admin, and before a person of several restaurants has chosen
/// one.</param>
/// <param name="BranchId">Null when the person sees all branches.</param>
/// <param name="Language">BCP 47 primary tag the person reads.</param>
/// <param name="RightsMark">Changes with what the person may do: an open stream ends then.</param>
public sealed record Session(
    string Id, Guid PersonId, Guid? MemberId, string PersonName, Guid? RestaurantId, string RestaurantName,
    Guid? BranchId, string BranchName,
    Role Role, string Language, FrozenSet<string> Permissions, Guid RightsMark, DateTimeOffset LastActivity,
    TimeSpan IdleLimit)
{
    /// <summary>When the person last showed that it is they.</summary>
    public DateTimeOffset ProvedAt { get; init; }

    /// <summary>By what, beside the password; empty for the password alone.</summary>
    public string Second { get; init; } = "";

    /// <summary>It lacks what its role asks for, and is good for adding that alone.</summary>
    public bool OnlyEnrols { get; init; }

    /// <summary>The paired tablet it was opened on, where it was.</summary>
    public Guid? TabletId { get; init; }

    /// <summary>However busy, it is over then.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>How long until it ends, if nobody touches anything.</summary>
    public TimeSpan Left(DateTimeOffset now)
    {
        var (idle, absolute) = (IdleLimit - (now - LastActivity), EndsAt - now);
        return idle < absolute ? idle : absolute;
    }

    /// <summary>The token it works by, where it is a program's.</summary>
    public ApiCaller? Token { get; init; }

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>
    /// Who, at which place: what a tablet writes on the commands it keeps, so that nobody else sends them.
    /// </summary>
    public string Maker => $"{RestaurantId:N}.{BranchId:N}.{PersonId:N}";

    public string Initials =>
        string.Concat(PersonName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(p => p[0]));
}

/// <summary>Answered by the Staff module, which owns sessions.</summary>
public interface ISessions
{
    /// <summary>
    /// The living session of this cookie, or null; one opened on a paired tablet lives on that tablet alone. Records
    /// activity when the request is a person's gesture.
    /// </summary>
    Task<Session?> FindAsync(string cookie, bool gesture, string ip, Guid? tablet, CancellationToken ct);

    /// <summary>
    /// Whether the session has neither ended nor expired, and its person may do what they did; for open streams.
    /// </summary>
    Task<bool> IsAliveAsync(Session session, CancellationToken ct);

    /// <summary>Whether a session would be let in.</summary>
    /// <param name="id">See <see cref="Session.Id"/>.</param>
    /// <param name="ct">Stops the look.</param>
    Task<bool> LivesAsync(string id, CancellationToken ct);
}

/// <summary>Answered by Staff: whether somebody has more than one restaurant or branch to work in.</summary>
public interface IWorkplaceChoice
{
    ValueTask<bool> IsOfferedAsync(Session me, CancellationToken ct);
}

public static class SessionExtensions
{
    private static readonly object Key = new();
    private static readonly object GuestKey = new();

    public static Session? Session(this HttpContext http) =>
        http.Items.TryGetValue(Key, out var session) ? (Session?)session : null;

    /// <summary>
    /// Names the cookie by the scheme: the __Host- prefix needs TLS, a box in a restaurant's network has none.
    /// </summary>
    public static string CookieName(this HttpContext http, string name) =>
        http.Request.IsHttps ? $"__Host-{name}" : name;

    /// <summary>The guest's own cookie: the one this request made, else the one it brought.</summary>
    public static string? Guest(this HttpContext http) =>
        http.Items.TryGetValue(GuestKey, out var guest) ? (string?)guest
            : http.Request.Cookies[http.CookieName("guest")];

    /// <summary>
    /// On a phone's first request the cookie is only on its way; forms of that page are bound to it already.
    /// </summary>
    public static void EnterGuest(this HttpContext http, string guest) => http.Items[GuestKey] = guest;

    internal static void Enter(this HttpContext http, Session session) => http.Items[Key] = session;
}
