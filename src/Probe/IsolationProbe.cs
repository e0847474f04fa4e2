using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Probe.Attack;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;
using Restpy.Probe.Models;
using Restpy.Probe.Notes;
using Restpy.Staff;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.Trust.Contract;

namespace Restpy.Probe;

/// <summary>
/// Attacks the running product from one restaurant on another: two canaries, every endpoint, every model. What is
/// attacked is read off the endpoint table and the model, so that what is added tomorrow is attacked tomorrow.
/// </summary>
internal sealed class IsolationProbe(IServiceProvider services, Uri address)
{
    /// <summary>
    /// What may come into the other restaurant: the news this run makes there, and that somebody tried to sign in with
    /// its people's names.
    /// </summary>
    private static readonly string[] Ours = ["trust.probed", "Probed", "staff.sign-in-refused"];

    /// <summary>Requests that only read disturb each other in nothing.</summary>
    private const int AtOnce = 4;

    private readonly CanaryStore _canaries = new(services.GetRequiredService<IServiceScopeFactory>());
    private readonly ProbeNotes _notes = new();

    /// <summary>Endpoints to attack; all unless a test says otherwise.</summary>
    public Func<ProbedEndpoint, bool> Attacks { get; init; } = _ => true;

    /// <summary>
    /// Every role with an id of every table. Otherwise one role does, and the others try the tables the place is about.
    /// </summary>
    public bool Thorough { get; init; }

    public async Task<ProbeReport> RunAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var model = await _canaries.InAsync(null, null, s => Task.FromResult(s.GetRequiredService<RestpyDb>().Model));
        var rows = new TenantRows(_canaries, model);
        var (a, b) = await _canaries.FindOrOpenAsync(ct);
        using var phone = await Caller.GuestAsync(address, $"/r/{a.Restaurant.Slug}/basket",
            $"/r/{b.Restaurant.Slug}/basket");
        foreach (var canary in new[] { a, b })
        {
            await TradeAsync(canary, rows, phone, ct);
            await _canaries.PairAsync(canary, ct);
        }

        using var insider = await StaffAsync(a, Role.Owner, a.Home, ct);
        var before = await rows.OfAsync(a.Restaurant.Id, ct);
        var endpoints = (await new EndpointCatalogue(services).ReadAsync()).Where(Attacks).ToList();
        await new ModelAttack(_canaries, rows, a, b, _notes, ct).RunAsync(model);
        var live = await AttackDoorsAsync(endpoints, a, b, before, rows, phone, insider, ct);
        await CompareAsync(before, rows, a, b, ct);
        var outcome = new ProbeOutcome(endpoints.Count, rows.Tenant.Count, _notes.Attempts,
            Stopwatch.GetElapsedTime(started), _notes.Failures, _notes.NotAttacked);
        return new(outcome, live, _notes.ByKind);
    }

    /// <summary>Fills what is empty; a run before has left the rest.</summary>
    private async Task TradeAsync(Canary canary, TenantRows rows, Caller phone, CancellationToken ct)
    {
        var have = (await rows.OfAsync(canary.Restaurant.Id, ct)).Select(r => r.Table).ToHashSet();
        if (rows.Tenant.All(t => have.Contains(t.GetTableName()!))) return;
        using var manager = await StaffAsync(canary, Role.Manager, canary.Home, ct);
        using var away = await StaffAsync(canary, Role.Owner, canary.Away, ct);
        await new Trade(canary, manager, away, phone, Token(canary.Restaurant.Id, await CodeAsync(canary, ct)), ct)
            .RunAsync();
    }

    private async Task<int> AttackDoorsAsync(IReadOnlyList<ProbedEndpoint> endpoints, Canary a, Canary b,
        List<RowFacts> theirs, TenantRows rows, Caller phone, Caller insider, CancellationToken ct)
    {
        var tenant = rows.Tenant.Select(t => t.GetTableName()!).ToHashSet();
        var target = new Target(a, theirs, tenant);
        var (theirCode, ourCode) = (await CodeAsync(a, ct), await CodeAsync(b, ct));
        var own = new Target(b, await rows.OfAsync(b.Restaurant.Id, ct), tenant).ByTable;
        var attempt = new Attempt(b, Token(b.Restaurant.Id, ourCode), target, own,
            foreignId => IsOfAsync(b, foreignId, rows, ct), services.GetRequiredService<PermissionCatalogue>(), _notes,
            ct);

        var staff = new List<Caller>();
        foreach (var (role, inBranch) in Canary.Staff) staff.Add(
            await StaffAsync(b, role, inBranch ? b.Home : null, ct));
        var owner = await StaffAsync(b, Role.Owner, b.Home, ct);
        staff.Add(owner);
        // What only reads comes first, so that what writes has changed nothing of ours yet; guests before anybody
        // withdraws their codes.
        var inOrder = endpoints.OrderBy(d => d.Reads ? 0 : d.IsOfRestaurant ? 1 : 2).ToList();
        var files = new FileAttack(attempt, insider);
        var exports = await files.ExportsAsync(inOrder, ct);
        var attack = new EndpointAttack(attempt, insider, Thorough);
        var disguises = new HeaderVariants(attempt, Token, Thorough);
        var streams = new StreamAttack(attempt);
        using var tablet = await Caller.TabletAsync(address, await _canaries.PairAsync(b, ct));
        using var program = Caller.Program(
            address, await _canaries.TokenAsync(b, services.GetRequiredService<BearerTokens>(), ct), TokenScopes.All);
        async Task OneAsync(ProbedEndpoint endpoint)
        {
            var caller = endpoint.IsOfRestaurant ? phone : endpoint.Access is OnTabletAttribute ? tablet : owner;
            await attack.RunAsync(endpoint, endpoint.IsOfRestaurant ? [phone, owner]
                : endpoint.Access is OnTabletAttribute ? [tablet, owner]
                : [owner, .. staff.Where(s => s != owner), program, tablet, phone]);
            await disguises.CodesAsync(endpoint, phone, theirCode, ourCode);
            foreach (var one in new[] { caller, program }.Where(who => attempt.May(who, endpoint)))
                await disguises.ScopeAsync(endpoint, one);
            if (endpoint.Reads) await disguises.SpellingAsync(endpoint, caller);
            if (endpoint.Slots.Any(p => p.Kind == SlotKind.File)) await files.RunAsync(endpoint, owner, exports);
        }
        await Parallel.ForEachAsync(inOrder.Where(d => d.Reads), new ParallelOptions
        {
            MaxDegreeOfParallelism = AtOnce, CancellationToken = ct,
        }, async (endpoint, _) => await OneAsync(endpoint));
        var news = new CanaryNews(_canaries);
        var topics = await news.TopicsAsync(a, ct);
        foreach (var endpoint in attack.Streams)
            foreach (var listener in endpoint.IsOfRestaurant ? [phone] : new[] { owner, program })
                await streams.RunAsync(
                    endpoint, listener, await news.PositionsAsync(a, ct), topics,
                    () => news.HappenAsync(a, topics, ct));
        foreach (var endpoint in inOrder.Where(d => !d.Reads)) await OneAsync(endpoint);
        foreach (var group in inOrder.GroupBy(d => d.Pattern))
        {
            await disguises.MethodsAsync(group, owner);
            if (group.Any(d => attempt.May(program, d))) await disguises.MethodsAsync(group, program);
        }
        foreach (var caller in staff) caller.Dispose();
        return attack.Live;
    }

    /// <summary>Not a column of theirs may have changed, and no row of ours may name one of theirs.</summary>
    private async Task CompareAsync(List<RowFacts> before, TenantRows rows, Canary a, Canary b, CancellationToken ct)
    {
        var after = (await rows.OfAsync(a.Restaurant.Id, ct)).ToDictionary(r => (r.Table, r.Key));
        var known = before.Select(r => (r.Table, r.Key)).ToHashSet();
        foreach (var row in before.Where(r => after.GetValueOrDefault((r.Table, r.Key))?.Hash != r.Hash))
            _notes.Failed($"rows of {row.Table}", $"the other restaurant's {row.Key} changed or went");
        foreach (var row in after.Values.Where(r => !known.Contains((r.Table, r.Key)) && !r.Texts.Any(Ours.Contains)))
            _notes.Failed($"rows of {row.Table}", $"the other restaurant was given {row.Key}");
        var theirIds = before.Where(r => r.Id is not null).Select(r => r.Id!.Value).ToHashSet();
        foreach (var row in await rows.OfAsync(b.Restaurant.Id, ct))
            foreach (var (column, value) in row.Ids.Where(i => i.Column is not ("Id" or "RestaurantId")
                && theirIds.Contains(i.Value))) _notes.Failed(
                $"{row.Table}.{column}", $"a row of ours names {value}, which is theirs");
        _notes.Tried("rows compared", before.Count);
    }

    private async Task<Caller> StaffAsync(Canary canary, Role role, BranchInfo? branch, CancellationToken ct)
    {
        var email = canary.Email(role);
        var person = await _canaries.InAsync(null, null,
            s => s.GetRequiredService<RestpyDb>().Set<Person>().AsNoTracking().SingleAsync(p => p.Email == email));
        var endpoints = await _canaries.InAsync(
            null, null, s => s.GetRequiredService<Workplaces>().OfAsync(person, ct));
        var endpoint = endpoints.First(d => d.BranchId == branch?.Id);
        var name =
            $"{role.ToString().ToLowerInvariant()}{(branch is not null && role == Role.Owner ? " in a branch" : "")}";
        // Shown as of later, so that a long run is not asked in the middle whether it is still they.
        return await Caller.StaffAsync(name, role, address, () => _canaries.InAsync(canary.Restaurant.Id, null, s =>
            s.GetRequiredService<SignInHandler>().OpenAsync(
                new(person.Id, person.Name, "en", endpoint,
                    new(SecondFactorMethod.None, TimeProvider.System.GetUtcNow() + Sessions.AbsoluteLimit), "127.0.0.1",
                    "Restpy probe"), default)));
    }

    private string Token(Guid restaurant, Guid code) =>
        services.GetRequiredService<CodeTokens>().Make(restaurant, code);

    private Task<Guid> CodeAsync(Canary canary, CancellationToken ct) =>
        _canaries.InAsync(canary.Restaurant.Id, canary.Home.Id, s =>
        s.GetRequiredService<RestpyDb>().Set<TableCode>().AsNoTracking().Where(c => c.RevokedAt == null)
            .OrderBy(c => c.Id).Select(c => c.Id).FirstAsync(ct));

    /// <summary>Whether a row of this restaurant goes by that name, as key or as command.</summary>
    private async Task<bool> IsOfAsync(Canary canary, ForeignId foreignId, TenantRows rows, CancellationToken ct) =>
        Guid.TryParse(foreignId.Text, out var id)
        ? await _canaries.InAsync(canary.Restaurant.Id, null,
            s => s.GetRequiredService<RestpyDb>().Set<CommandRecord>().AnyAsync(c => c.Id == id, ct))
        : (await rows.OfAsync(canary.Restaurant.Id, ct))
        .Any(r => r.Texts.Contains(foreignId.Text, StringComparer.OrdinalIgnoreCase));
}
