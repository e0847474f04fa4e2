// Asks whether EF kept the connection open; no table is touched.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Live;
using Restpy.Tenancy;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What a save promises whatever carries it out.</summary>
public sealed class SaveTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_row_changed_meanwhile_is_not_overwritten(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await InAsync(restpy, async (_, mine) =>
        {
            var row = await mine.Set<Branch>().FirstAsync();
            await InAsync(restpy,
                async (_, theirs) =>
                await RenameAsync(theirs, await theirs.Set<Branch>().FirstAsync(b => b.Id == row.Id), row.Name));
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => RenameAsync(mine, row, row.Name));
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_row_the_database_refuses_takes_the_whole_save_with_it(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var subject = Guid.NewGuid();
        await InAsync(restpy, async (_, db) =>
        {
            var twice = Guid.NewGuid();
            db.Add(new CommandRecord
            {
                RestaurantId = db.Scope.Restaurant, Id = twice, RequestHash = "a", Answer = "{}",
                At = db.Time.GetUtcNow(),
            });
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            db.Publish(new TestNews("test", "NeverHappened", subject));
            db.Add(new CommandRecord
            {
                RestaurantId = db.Scope.Restaurant, Id = twice, RequestHash = "b", Answer = "{}",
                At = db.Time.GetUtcNow(),
            });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        });
        Assert.Equal(0, await CountAsync(restpy, subject));
    }

    [Theory, OnBothDatabases]
    public async Task Screens_hear_nothing_of_work_that_was_not_committed(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (undone, done) = (Guid.NewGuid(), Guid.NewGuid());
        var heard = new System.Collections.Concurrent.ConcurrentQueue<Guid>();
        restpy.Services.GetRequiredService<LiveHub>().Listen(message => heard.Enqueue(message.SubjectId));
        await InAsync(restpy, async (_, db) =>
        {
            await using (await db.BeginAsync(default))
            {
                db.Publish(new TestNews("test", "Undone", undone));
                await db.SaveChangesAsync();
            }
            db.ChangeTracker.Clear();
            db.Publish(new TestNews("test", "Done", done));
            await db.SaveChangesAsync();
        });
        for (var tries = 0; tries < 100 && !heard.Contains(done); tries++) await Task.Delay(50);
        Assert.Contains(done, heard);
        Assert.DoesNotContain(undone, heard);
    }

    [Fact]
    public async Task A_SQLite_connection_stays_open_in_the_pool_with_what_was_prepared_on_it()
    {
        // Of its own: in a busy one the next context may be one that has never asked anything.
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var contexts = restpy.Services.GetRequiredService<IDbContextFactory<RestpyDb>>();
        await using (var first = await contexts.CreateDbContextAsync())
            Assert.True(await first.Database.CanConnectAsync());
        await using var next = await contexts.CreateDbContextAsync();
        Assert.Equal(System.Data.ConnectionState.Open, next.Database.GetDbConnection().State);
    }

    [Fact]
    public async Task SQLites_log_is_folded_into_the_file_while_connections_stay_open()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        await InAsync(restpy, async (_, db) =>
        {
            db.Publish(new TestNews("test", "Written", Guid.NewGuid()));
            await db.SaveChangesAsync();
        });
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            restpy.Services.GetRequiredService<DatabaseOptions>().ConnectionString);
        var left = 1L;
        for (var tries = 0; tries < 50 && left > 0; tries++, await Task.Delay(20))
            left = Restpy.Platform.Jobs.Checkpoints.Fold(connection);
        Assert.Equal(0, left);
    }

    [Theory, OnBothDatabases]
    public async Task Screens_are_told_the_version_that_was_stored(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var heard = new TaskCompletionSource<LiveMessage>();
        await InAsync(restpy, async (services, db) =>
        {
            var branch = await db.Set<Branch>().FirstAsync();
            services.GetRequiredService<LiveHub>().Listen(message =>
            {
                if (message.Kind == "SavedTwice" && message.SubjectId == branch.Id) heard.TrySetResult(message);
            });
            await using var work = await db.BeginAsync(default);
            db.Publish(new TestNews("test", "SavedTwice", branch.Id));
            await RenameAsync(db, branch, branch.Name);
            await RenameAsync(db, branch, branch.Name);
            await work.CommitAsync(default);
            var stored = await db.Set<OutboxEvent>().SingleAsync(e => e.Kind == "SavedTwice");
            Assert.Equal(stored.SubjectVersion, (await heard.Task.WaitAsync(TimeSpan.FromSeconds(20))).Version);
        });
    }

    private static async Task RenameAsync(RestpyDb db, Branch row, string name)
    {
        db.Entry(row).Property(b => b.Name).CurrentValue = name;
        db.Entry(row).Property(b => b.Name).IsModified = true;
        db.Act("test.renamed", row);
        await db.SaveChangesAsync();
    }

    private static Task InAsync(TestProduct restpy, Func<IServiceProvider, RestpyDb, Task> work) =>
        restpy.InAsync("spice-garden", null, async s =>
        {
            await work(s, s.GetRequiredService<RestpyDb>());
            return 0;
        });

    private static async Task<int> CountAsync(TestProduct restpy, Guid subject)
    {
        var count = 0;
        await InAsync(restpy, async (_, db) => count =
            await db.Set<OutboxEvent>().CountAsync(e => e.SubjectId == subject));
        return count;
    }
}
