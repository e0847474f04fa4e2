#pragma warning disable RS0030 // Looks at the connection the product has just given back.
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Host;
using Restpy.Kernel;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Wall;

/// <summary>
/// Connections and contexts go from one restaurant's work to the next; what the database was told does not.
/// </summary>
public sealed class PoolTests
{
    private const int Restaurants = 64;
    private const int Operations = 10_000;

    [Fact]
    public async Task On_postgres_one_connection_serves_one_restaurant_then_nobody_then_another()
    {
        TestDatabases.NeedPostgres();
        // The provider cleans a connection that comes back; the wall must not need it.
        foreach (var more in new[] { "", ";No Reset On Close=true" })
        {
            var single = await TestDatabases.NewAsync(DatabaseKind.Postgres) + ";Maximum Pool Size=1" + more;
            await using var services = Services(DatabaseOptions.From(TestDatabases.NewFolder(), single));
            var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
            await InAsync(services, a, db => WriteAsync(db, a));
            var (server, bare) = await BareAsync(services);
            Assert.Equal(0, bare);
            foreach (var (whose, expected) in new[] { (a, 1), ((Guid?)null, 0), (b, 0), (a, 1) })
            {
                await InAsync(services, whose,
                    async db => Assert.Equal(
                    expected, await db.Set<CommandRecord>().IgnoreQueryFilters(["restaurant"]).CountAsync()));
                // Whoever takes the connection next finds it as bare as the first.
                Assert.Equal((server, 0L), await BareAsync(services));
            }
            await InAsync(services, b, async db =>
            {
                await using (await db.BeginAsync(default))
                    Assert.Equal(0, await db.Set<CommandRecord>().IgnoreQueryFilters(["restaurant"]).CountAsync());
                await using (await db.BeginAsync(default))
                    Assert.Equal(0, await db.Set<CommandRecord>().IgnoreQueryFilters(["restaurant"]).CountAsync());
            });
            // A use case that broke leaves nothing behind either.
            await InAsync(services, a, async db =>
            {
                await using var work = await db.BeginAsync(default);
                await WriteAsync(db, a);
                await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync("SELECT 1 / 0"));
            });
            Assert.Equal((server, 0L), await BareAsync(services));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Sixty_four_restaurants_at_once_each_find_exactly_what_they_wrote(DatabaseKind kind)
    {
        var database = DatabaseOptions.From(TestDatabases.NewFolder(), await TestDatabases.NewAsync(kind));
        if (database.IsSqlite) await Migrations.ApplyAsync(database, default);
        await using var services = Services(database);
        var truth = Enumerable.Range(0, Restaurants)
            .Select(_ => (Id: Guid.NewGuid(), Rows: new ConcurrentDictionary<Guid, bool>(), Turn: new SemaphoreSlim(1)))
            .ToList();
        await Parallel.ForAsync(
            0, Operations, new ParallelOptions { MaxDegreeOfParallelism = Restaurants }, async (i, _) =>
        {
            var (mine, theirs) = (truth[i % Restaurants], truth[(i * 7 + 1) % Restaurants]);
            // One at a time within a restaurant, so that what it should find is known; the others go on.
            await mine.Turn.WaitAsync(default(CancellationToken));
            try
            {
                await InAsync(services, mine.Id, async db =>
                {
                    if (i / Restaurants % 16 == 0) mine.Rows[await WriteAsync(db, mine.Id)] = true;
                    var found = await db.Set<CommandRecord>().IgnoreQueryFilters(["restaurant"])
                        .Where(c => kind == DatabaseKind.Postgres || c.RestaurantId == mine.Id).Select(c => c.Id)
                        .ToListAsync();
                    Assert.True(mine.Rows.Keys.ToHashSet().SetEquals(found));
                    if (i / Restaurants % 16 == 8) Assert.Equal(0, await TakeAsync(db, theirs.Id));
                });
            }
            finally
            {
                mine.Turn.Release();
            }
        });
        Assert.InRange(truth.Sum(t => t.Rows.Count), Operations / 18, Operations / 14);
        await using var master = await TestDatabases.PastTheWallAsync(database);
        await using var count = master.CreateCommand();
        count.CommandText = "SELECT count(*) FROM platform_command";
        Assert.Equal(truth.Sum(t => t.Rows.Count), Convert.ToInt32(await count.ExecuteScalarAsync()));
    }

    /// <summary>Tries to take another restaurant's rows away, past the filters.</summary>
    private static async Task<int> TakeAsync(RestpyDb db, Guid theirs)
    {
        await using var work = await db.BeginAsync(default);
        try
        {
            return await work.RunAsync(
                "DELETE FROM platform_command WHERE restaurant_id = @r", default, ("@r", theirs));
        }
        catch (Microsoft.Data.Sqlite.SqliteException refused)
        {
            Assert.Contains("another restaurant's", refused.Message);
            return 0;
        }
    }

    private static async Task<Guid> WriteAsync(RestpyDb db, Guid restaurant)
    {
        var row = new CommandRecord
        {
            RestaurantId = restaurant, Id = Id.New(), Answer = "null", At = DateTimeOffset.UtcNow,
        };
        db.Add(row);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return row.Id;
    }

    private static ServiceProvider Services(DatabaseOptions database)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddLogging();
        services.AddRestpyData(database);
        foreach (var module in ModuleList.All) module.Add(services);
        return services.BuildServiceProvider();
    }

    private static async Task InAsync(ServiceProvider services, Guid? restaurant, Func<RestpyDb, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        if (restaurant is not null)
            scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(restaurant, null, Actor.System("test"));
        await work(scope.ServiceProvider.GetRequiredService<RestpyDb>());
    }

    /// <summary>Takes the connection the product has just given back, and asks it without saying anything.</summary>
    private static async Task<(int Server, long Rows)> BareAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var connection = (NpgsqlConnection)scope.ServiceProvider.GetRequiredService<RestpyDb>()
            .Database.GetDbConnection();
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM platform_command", connection);
        var answer = (connection.ProcessID, (long)(await command.ExecuteScalarAsync())!);
        await connection.CloseAsync();
        return answer;
    }
}
