using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Networks;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.ApiTokens;

/// <param name="Days">How long it is good.</param>
internal sealed record MakeTokenRequest(
    string? Name, IReadOnlyList<string> Scopes, Guid? BranchId, int Days, string? Networks);

internal sealed record MadeToken(Guid Id);

internal sealed record TokenNameUnfit(int Max) : Error(ErrorKind.Invalid);

internal sealed record TokenScopesUnfit() : Error(ErrorKind.Invalid);

internal sealed record TokenDaysUnfit(int Most) : Error(ErrorKind.Invalid);

internal sealed record TooManyTokens(int Most) : Error(ErrorKind.Conflict);

/// <summary>Makes a token for a program; the token itself never comes here, only its hash.</summary>
internal sealed class MakeTokenHandler(RestpyDb db, Grantors grantors, RestaurantDirectory restaurants)
{
    public const int MostDays = 365;
    private const int LongestName = 60;
    private const int MostTokens = 50;

    /// <param name="hash">Of the token; not part of the request, so that a repeat of it is one.</param>
    public async Task<Outcome<MadeToken>> HandleAsync(
        MakeTokenRequest request, Guid id, string hash, Session me, Actor actor, CancellationToken ct)
    {
        var name = CleanText.Line(request.Name);
        if (name.Length is 0 or > LongestName || CardNumber.IsIn(name))
            return new TokenNameUnfit(LongestName) { Field = "name" };
        if (request.Days is < 1 or > MostDays) return new TokenDaysUnfit(MostDays) { Field = "days" };
        if (request.Scopes.Count == 0 || request.Scopes.Except(TokenScopes.All).Any())
            return new TokenScopesUnfit { Field = "scopes" };
        var networks = NetworkList.Read(request.Networks);
        if (!networks.Ok) return networks.Error;
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("staff:api-tokens", ct);
        var grantor = await grantors.GetAsync(me.MemberId!.Value, ct);
        if (!grantor.Covers(request.Scopes)) return new AboveYou { Field = "scopes" };
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        if (!grantor.Reaches(request.BranchId)
            || (request.BranchId is { } branch && restaurant.Branches.All(b => b.Id != branch)))
            return new NotFound("branch") { Field = "branchId" };
        var now = db.Time.GetUtcNow();
        if (await db.Set<ApiToken>().CountAsync(t => t.EndedAt == null && t.EndsAt > now, ct) >= MostTokens)
            return new TooManyTokens(MostTokens);
        var scopes = request.Scopes.Distinct().Order(StringComparer.Ordinal);
        var made = new NewToken(id, name, hash, scopes, request.BranchId, networks.Value.ToString(), request.Days);
        var token = ApiToken.Make(made, actor, now);
        db.Add(token);
        db.Add(new ApiTokenUse { RestaurantId = db.Scope.Restaurant, Id = id });
        if (TokenReminder.Of(token, db.Scope.Restaurant) is { } reminder) db.Add(reminder);
        db.Act("staff.token-made", token, name);
        return await work.SaveAsync(new MadeToken(id), ct);
    }
}
