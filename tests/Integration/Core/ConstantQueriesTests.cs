using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.SoldOutBoard;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Hire;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Rights;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>Many rows cost as many queries as a few.</summary>
public sealed class ConstantQueriesTests
{
    [Theory, OnBothDatabases]
    public async Task Counted_dishes_of_an_order(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var dishes = await CountedAsync(restpy, 8);
        Assert.Equal(await TakeAsync(restpy, dishes[..2]), await TakeAsync(restpy, dishes));
    }

    [Theory, OnBothDatabases]
    public async Task Counted_dishes_that_are_given_back(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var dishes = await CountedAsync(restpy, 8);
        Assert.Equal(await CountAsync(restpy,
            s => s.GetRequiredService<Stock>().GiveBackAsync(Ones(dishes[..2]), default)),
            await CountAsync(restpy, s => s.GetRequiredService<Stock>().GiveBackAsync(Ones(dishes), default)));
    }

    [Theory, OnBothDatabases]
    public async Task Members_whose_rights_change(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var members = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Member>().Select(m => m.Id).Take(6).ToListAsync());
        Assert.Equal(6, members.Count);
        Assert.Equal(await CountAsync(restpy,
            s => s.GetRequiredService<PermissionStamps>().RightsChangedAsync(members[..2], default)),
            await CountAsync(restpy,
                s => s.GetRequiredService<PermissionStamps>().RightsChangedAsync(members, default)));
    }

    /// <summary>
    /// Each restaurant is asked once, whatever a person is there: its wall shows its rows to work that names it.
    /// </summary>
    [Theory, OnBothDatabases]
    public async Task Workplaces_of_a_person_in_one_restaurant(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (one, many) = await restpy.InAsync("spice-garden", null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            var people = await db.Set<Person>()
                .Where(p => p.Email == "waiter@spice-garden.example" || p.Email == "waiter2@spice-garden.example")
                .OrderBy(p => p.Email).ToListAsync();
            foreach (var branch in (await services.GetRequiredService<RestaurantDirectory>()
                .GetAsync(db.Scope.Restaurant, default)).Branches)
            {
                var hired = await services.GetRequiredService<HireHandler>()
                    .HandleAsync(new(people[1].Email, people[1].Name, "", "en", Role.Waiter, branch.Id), default);
                Assert.True(hired.Ok || hired.Error.Code.Length > 0);
            }
            return (people[0], people[1]);
        });
        var (few, all) = (new List<Workplace>(), new List<Workplace>());
        var alone = await CountAsync(
            restpy, async s => few = await s.GetRequiredService<Workplaces>().OfAsync(one, default));
        Assert.Equal(alone, await CountAsync(
            restpy, async s => all = await s.GetRequiredService<Workplaces>().OfAsync(many, default)));
        Assert.True(all.Count > few.Count);
    }

    [Theory, OnBothDatabases]
    public async Task Rows_that_are_locked(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var tables = await restpy.InAsync("spice-garden", "bengaluru",
            async s => (await s.GetRequiredService<Tables>().OfBranchAsync(default)).Select(t => t.Id).ToList());
        Task<int> LockAsync(IReadOnlyCollection<Guid> ids) =>
            CountAsync(restpy, s => s.GetRequiredService<RestpyDb>()
                .UnitOfWork!.LockAllAsync<Restpy.Floor.Table>(ids, default));
        Assert.Equal(await LockAsync(tables[..2]), await LockAsync(tables));
    }

    private static Task<List<Guid>> CountedAsync(TestProduct restpy, int many) =>
        restpy.InAsync("spice-garden", "bengaluru", async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        var menu = await services.GetRequiredService<MenuCache>()
            .OfAsync(db.Scope.Restaurant, db.Scope.Branch, default);
        var dishes = menu.Items.Values.Where(i => i is { SoldOut: false, Left: null })
            .OrderBy(i => i.Code, StringComparer.Ordinal).Take(many).Select(i => i.Id).ToList();
        foreach (var dish in dishes)
        {
            var counted = await services.GetRequiredService<CountDownHandler>()
                .HandleAsync(new(dish, db.Scope.Branch, 50), services.Actor(), default);
            Assert.True(counted.Ok);
        }
        await services.GetRequiredService<MenuCache>().OfAsync(db.Scope.Restaurant, db.Scope.Branch, default);
        return dishes;
    });

    private static async Task<int> TakeAsync(TestProduct restpy, IReadOnlyList<Guid> dishes) =>
        await CountAsync(restpy,
            async services => Assert.True(
            (await services.GetRequiredService<Stock>().TakeAsync(Ones(dishes), default)).Ok));

    private static Dictionary<Guid, int> Ones(IEnumerable<Guid> dishes) => dishes.ToDictionary(d => d, _ => 1);

    /// <summary>
    /// The least of three, each undone. The event of an earlier change may arrive late and empty the menu's cache, and
    /// then stock asks the tables once more: the cache is filled before each.
    /// </summary>
    private static async Task<int> CountAsync(TestProduct restpy, Func<IServiceProvider, Task> work)
    {
        var counts = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            counts.Add(await restpy.InAsync("spice-garden", "bengaluru", async services =>
            {
                var db = services.GetRequiredService<RestpyDb>();
                await services.GetRequiredService<MenuCache>().OfAsync(db.Scope.Restaurant, db.Scope.Branch, default);
                await using var transaction = await db.BeginAsync(default);
                return await CommandCount.OfAsync(db, () => work(services));
            }));
        }
        return counts.Min();
    }
}
