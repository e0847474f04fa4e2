using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Billing.CloseDay;
using Restpy.Billing.Drawer;
using Restpy.Billing.OpenDrawer;
using Restpy.Demo.Restaurants;
using Restpy.Kernel;
using Restpy.Kitchen.BumpKot;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Staff;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Demo.History;

/// <summary>
/// Seven days of trade for each demo branch, made by the same handlers a person's tap reaches: rounds, KOTs bumped,
/// bills, tenders, drawers, Z reports. Runs behind the first page; a branch that has a Z report is left alone.
/// </summary>
internal sealed class PastWeek(IServiceScopeFactory scopes, TimeProvider time, IHostApplicationLifetime life,
    JobLeader lead, DemoEvening evening, ILogger<PastWeek> log) : BackgroundService
{
    private const int Days = 7;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asynchronously: the server must not wait for the past before it says that it is open.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = life.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        // Of several nodes one; the others find the week written should they come to lead.
        while (lead.LeaderTerm is null) await Task.Delay(250, stoppingToken);
        foreach (var slug in DemoRestaurants.All.Select(h => h.Slug))
        {
            var restaurant = await HouseAsync(slug, stoppingToken);
            foreach (var branch in restaurant.Branches)
            {
                try
                {
                    await BranchAsync(restaurant, branch, stoppingToken);
                }
                catch (DemoHistoryConflictException met)
                {
                    log.LogWarning(
                        "Somebody works at {Branch} already, so the rest of its past week is left out: {Met}",
                        branch.Name, met.Message);
                }
            }
        }
        log.LogInformation("The demo's past week is written.");
    }

    private async Task<RestaurantInfo> HouseAsync(string slug, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<RestaurantDirectory>().FindAsync(slug, ct))!;
    }

    private async Task BranchAsync(RestaurantInfo restaurant, BranchInfo branch, CancellationToken ct)
    {
        var crew = await Crew.OfAsync(scopes, restaurant, branch, restaurant.Slug, ct);
        var today = branch.Day.Of(time.GetUtcNow());
        var shift = new Shift(scopes, restaurant, branch, crew);
        if (await shift.HasPastAsync(ct)) return;
        for (var ago = Days; ago > 0; ago--)
        {
            // The same week on every machine: the dice depend on the branch and the day's distance alone.
            var dice = new Random(HashCode.Combine(17, branch.Code.Length, branch.Code[0], ago));
            await new Evening(shift, today.AddDays(-ago), dice).RunAsync(ct);
        }
        if (evening.On)
            await new CurrentEvening(shift, new Random(HashCode.Combine(23, branch.Code.Length, branch.Code[0])))
                .BeginAsync(time.GetUtcNow(), ct);
    }
}

/// <summary>Whether the demo opens in the middle of an evening, or with empty tables.</summary>
internal sealed record DemoEvening(bool On);

/// <summary>Who worked that evening.</summary>
internal sealed record Crew(Actor Waiter, Actor Cook, Actor Cashier)
{
    /// <param name="scopes">Of the product.</param>
    /// <param name="restaurant">Whose people.</param>
    /// <param name="branch">Where they work.</param>
    /// <param name="like">The demo restaurant it is made like.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Crew> OfAsync(
        IServiceScopeFactory scopes, RestaurantInfo restaurant, BranchInfo branch, string like, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var people = await db.Set<Person>().AsNoTracking().ToListAsync(ct);
        Actor Of(Role role)
        {
            var cast = DemoStaff.Everyone.FirstOrDefault(p => p.Slug == like && p.Role == role
                && p.Branch == branch.Key)
                ?? DemoStaff.Everyone.First(p => p.Slug == like && p.Role == Role.Manager && p.Branch == branch.Key);
            var email = cast.EmailAt(restaurant.Slug);
            var person = people.Single(p => p.Email == email);
            return new(ActorKind.Staff, person.Id, person.Name, cast.Role.ToString().ToLowerInvariant(), "127.0.0.1",
                "Demo history");
        }
        return new(Of(Role.Waiter), Of(Role.Kitchen), Of(Role.Cashier));
    }
}

/// <summary>
/// One branch as the demo acts in it: each act in a scope of its own, by a person, at a moment of the past.
/// </summary>
internal sealed class Shift(IServiceScopeFactory scopes, RestaurantInfo restaurant, BranchInfo branch, Crew crew)
{
    public RestaurantInfo Restaurant => restaurant;

    public BranchInfo Branch => branch;

    public Crew Crew => crew;

    public async Task<T> AsAsync<T>(Actor actor, DateTimeOffset moment, Func<IServiceProvider, Task<T>> work)
    {
        DemoClock.At(moment);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant.Id, branch.Id, actor);
        return await work(scope.ServiceProvider);
    }

    public async Task<T> MustAsync<T>(Actor actor, DateTimeOffset moment, Func<IServiceProvider, Task<Outcome<T>>> work)
    {
        var outcome = await AsAsync(actor, moment, work);
        return outcome.Ok ? outcome.Value : throw new DemoHistoryConflictException($"{outcome.Error}");
    }

    /// <summary>As a tablet sends it: with a command id, so that the answer is kept for a repeat.</summary>
    public Task<T> CommandAsync<TRequest, T>(Actor actor, DateTimeOffset moment, Guid commandId, TRequest request,
        Func<IServiceProvider, Task<Outcome<T>>> work) =>
        MustAsync(actor, moment,
            s => s.GetRequiredService<Commands>().OnceAsync(commandId, request, () => work(s), CancellationToken.None));

    public async Task<bool> HasPastAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant.Id, branch.Id, crew.Cashier);
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<ZReport>().AnyAsync(ct);
    }

    /// <summary>
    /// The tickets on the board that may be bumped; one with a voided line waits until its cook has seen that.
    /// </summary>
    public async Task<IReadOnlyList<TicketInfo>> ReadyAsync(DateTimeOffset moment, CancellationToken ct) =>
        [.. (await AsAsync(crew.Cook, moment, s => s.GetRequiredService<KitchenTickets>().OnBoardAsync(null, ct)))
            .Where(t => t.Lines.All(l => !l.Voided || l.VoidSeen))];

    public Task<Done> BumpAsync(TicketInfo ticket, DateTimeOffset moment, CancellationToken ct) =>
        MustAsync(crew.Cook, moment, s => s.GetRequiredService<BumpKotHandler>().HandleAsync(ticket.Id, ct));

    public Task<DrawerAnswer> OpenDrawerAsync(DateTimeOffset moment, long floatMinor, CancellationToken ct) =>
        MustAsync(crew.Cashier, moment,
            s => s.GetRequiredService<OpenDrawerHandler>()
                .HandleAsync(new(branch.Id, floatMinor, Id.New()), s.Actor(), ct));

    /// <summary>Counts what should be there, in the largest pieces.</summary>
    public Task<ClosedDay> CloseDayAsync(DateTimeOffset moment, long cashMinor, CancellationToken ct)
    {
        var counts = new List<CountedCash>();
        foreach (var piece in Denominations.Of(restaurant.Currency.Code))
        {
            counts.Add(new(piece, (int)(cashMinor / piece)));
            cashMinor %= piece;
        }
        return MustAsync(crew.Cashier, moment,
            s => s.GetRequiredService<CloseDayHandler>().HandleAsync(new(branch.Id, counts, Id.New()), s.Actor(), ct));
    }
}

/// <summary>What somebody did today stands in the way of what the demo wants to have done last week.</summary>
internal sealed class DemoHistoryConflictException(string message) : Exception(message);
