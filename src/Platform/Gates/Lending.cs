using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Somebody who may do this may lend their permission and cap to one request of a colleague, by their PIN. Put beside
/// <see cref="NeedsAttribute"/>, whose permission it is.
/// </summary>
/// <param name="look">What lets somebody without the permission open the page, so that they have a form to send; null:
/// nothing does.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LendableAttribute(string? look = null) : Attribute
{
    public string? Look { get; } = look;
}

/// <summary>
/// Answered by the module of a permission that has a limit: who of these may go anywhere with it at all.
/// </summary>
public interface ILenderLimit
{
    string Permission { get; }

    Task<bool> CanAsync(Guid memberId, Role role, CancellationToken ct);
}

/// <summary>Answered by the Staff module, which knows PINs and rights.</summary>
public interface ILending
{
    /// <summary>Who in this branch may do it and has a PIN; without the one who asks.</summary>
    Task<IReadOnlyList<(Guid MemberId, string Name, Role Role)>> LendersAsync(
        Session to, string permission, CancellationToken ct);

    /// <summary>Checks the PIN, counting the guess, and whether its owner may do this here.</summary>
    Task<Outcome<Lender>> LendAsync(
        Session to, Guid memberId, string pin, string permission, string ip, string userAgent, CancellationToken ct);
}

/// <summary>
/// After gate 7, so that no other page can spend somebody's tries: the lender's PIN is checked, here and nowhere else,
/// and the request goes on with their permission and cap, once. PIN and lender are no part of the command: nothing of
/// them is kept, and a repeat of the command is the same command.
/// </summary>
public sealed class LendingGate(RequestDelegate next)
{
    public async Task InvokeAsync(
        HttpContext http, LazyService<ILending> later, WorkScope scope, LazyService<Answer> answer)
    {
        if (await Lent.ReadAsync(http) is not { } asked)
        {
            await next(http);
            return;
        }
        var (session, lending) = (http.Session()!, later.Value);
        var permission = http.GetEndpoint()!.Metadata.GetMetadata<NeedsAttribute>()!.Permission;
        var lent = await lending.LendAsync(
            session, asked.MemberId, asked.Pin, permission, http.Ip(), http.UserAgent(), http.RequestAborted);
        if (lent.Ok)
        {
            scope.Lend(lent.Value);
            scope.RightsAtSave = new(
                new MemberRights(session.MemberId!.Value, session.RightsMark),
                new MemberRights(lent.Value.MemberId, lent.Value.RightsMark));
        }
        else if (http.Request.Path.StartsWithSegments("/api"))
        {
            await answer.Value.Of(lent.Error).ExecuteAsync(http);
            return;
        }
        else
        {
            // The page shows it beside what was typed; its commands are not run (StaffPage.OnceAsync), and would not be
            // saved.
            scope.RightsAtSave = Lent.NotYet;
            http.Items[Lent.Refused] = lent.Error;
        }
        await next(http);
    }
}

/// <summary>
/// What a request brings to be lent by: two headers, or two fields of a form. Never in the body of an API command,
/// which is kept.
/// </summary>
internal sealed record Lent(Guid MemberId, string Pin)
{
    public const string By = "X-Lent-By";
    public const string ByPin = "X-Lent-Pin";
    public static readonly object Refused = new();
    private static readonly object Key = new();

    public static async ValueTask<Lent?> ReadAsync(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known)) return (Lent?)known;
        var lent = MayBring(http)
            ? Of(http.Request.Headers[By], http.Request.Headers[ByPin]) ?? await OfFormAsync(http.Request) : null;
        http.Items[Key] = lent;
        return lent;
    }

    /// <summary>Let in on somebody else's word, which is not checked yet: nothing is saved until it is.</summary>
    public static readonly RightsAtSave NotYet = new();

    private static bool MayBring(HttpContext http) => HttpMethods.IsPost(http.Request.Method)
        && http.Session() is { Token: null, MemberId: not null, OnlyEnrols: false }
        && http.GetEndpoint()?.Metadata.GetMetadata<LendableAttribute>() is not null;

    private static Lent? Of(string? by, string? pin) => Guid.TryParse(by, out var memberId)
        && !string.IsNullOrWhiteSpace(pin) && pin.Length < 40 ? new(memberId, pin) : null;

    private static async ValueTask<Lent?> OfFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            var form = await request.ReadFormAsync();
            return Of(form["lentBy"], form["lentPin"]);
        }
        catch (Exception unreadable)
        when (unreadable is InvalidDataException or IOException or BadHttpRequestException or NotSupportedException
            or ArgumentException)
        {
            // The next gate says so.
            return null;
        }
    }
}
