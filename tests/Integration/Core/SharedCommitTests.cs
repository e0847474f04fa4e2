// Sets a trigger that loses a whole transaction, as a full disk would; in a restaurant of its own.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// On SQLite use cases that come right after each other share one commit; each of them must not notice.
/// </summary>
public sealed class SharedCommitTests : IAsyncLifetime
{
    // An answer nobody gives must fail, not hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestProduct _product = null!;

    public async ValueTask InitializeAsync() => _product = await TestProduct.StartAsync(DatabaseKind.Sqlite);

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Of_many_at_once_exactly_those_that_were_answered_are_there()
    {
        var answered = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var refused = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var subject = Guid.NewGuid();
            await InAsync(async db =>
            {
                await using var work = await db.BeginAsync(default);
                db.Publish(new TestNews("test", "Written", subject));
                await db.SaveChangesAsync();
                if (i % 5 == 0)
                {
                    refused.Add(subject);
                    return;
                }
                await work.SaveAsync(0, default).WaitAsync(Patience);
                // The answer is out: another connection must see it now.
                await InAsync(async reader => Assert.True(await IsThereAsync(reader, subject)));
                answered.Add(subject);
            });
        });
        await InAsync(async db =>
        {
            var there = await db.Set<OutboxEvent>().Where(e => e.Topic == "test").Select(e => e.SubjectId)
                .ToListAsync();
            Assert.Equal(answered.Order(), there.Order());
        });
        Assert.Equal(40, refused.Count);
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_disk_has_it()
    {
        await InAsync(
            db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER lose BEFORE INSERT ON platform_outbox WHEN NEW.kind = 'Lost' BEGIN SELECT "
                + "RAISE(ROLLBACK, 'The disk is full.'); END"));
        var (first, last) = (Guid.NewGuid(), Guid.NewGuid());
        var second = Task.CompletedTask;
        await InAsync(async db =>
        {
            await using var work = await db.BeginAsync(default);
            second = InAsync(other => WriteAsync(other, "Lost", Guid.NewGuid()));
            await Task.Delay(200);
            db.Publish(new TestNews("test", "Written", first));
            // Done, and then the one that shares its commit loses the transaction for both.
            Assert.IsNotType<TimeoutException>(
                await Assert.ThrowsAnyAsync<Exception>(() => work.SaveAsync(0, default).WaitAsync(Patience)));
        });
        await Assert.ThrowsAsync<DbUpdateException>(() => second);
        await InAsync(async db =>
        {
            Assert.False(await IsThereAsync(db, first));
            await WriteAsync(db, "Written", last);
            Assert.True(await IsThereAsync(db, last));
        });
    }

    [Fact]
    public async Task Who_gives_up_commits_those_done_before_first()
    {
        var subject = Guid.NewGuid();
        await InAsync(async db =>
        {
            await using var work = await db.BeginAsync(default);
            var refusal = InAsync(async other =>
            {
                await using (await other.BeginAsync(default))
                {
                    other.Publish(new TestNews("test", "Undone", Guid.NewGuid()));
                    await other.SaveChangesAsync();
                }
                // Says no because of what it saw, so what it saw must stay.
                Assert.True(await IsThereAsync(other, subject));
            });
            await Task.Delay(200);
            db.Publish(new TestNews("test", "Written", subject));
            await work.SaveAsync(0, default).WaitAsync(Patience);
            await refusal;
        });
    }

    [Fact]
    public async Task Long_work_keeps_nobody_waiting_who_was_done_before_it()
    {
        var longWork = new TaskCompletionSource();
        var behind = Task.CompletedTask;
        await InAsync(async db =>
        {
            await using var work = await db.BeginAsync(default);
            behind = InAsync(async other =>
            {
                await using (await other.BeginLongAsync(default)) await longWork.Task;
            });
            await Task.Delay(200);
            db.Publish(new TestNews("test", "Written", Guid.NewGuid()));
            await work.SaveAsync(0, default).WaitAsync(Patience);
        });
        longWork.SetResult();
        await behind;
    }

    [Fact]
    public async Task Who_stops_waiting_loses_its_place_and_holds_up_nobody()
    {
        await InAsync(async db =>
        {
            using var patience = new CancellationTokenSource();
            await using var work = await db.BeginAsync(default);
            var impatient = InAsync(other => other.BeginAsync(patience.Token));
            var patient = InAsync(other => WriteAsync(other, "Written", Guid.NewGuid()));
            await Task.Delay(200);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
            db.Publish(new TestNews("test", "Written", Guid.NewGuid()));
            await work.SaveAsync(0, default).WaitAsync(Patience);
            await patient.WaitAsync(Patience);
        });
    }

    private static async Task WriteAsync(RestpyDb db, string kind, Guid subject)
    {
        db.Publish(new TestNews("test", kind, subject));
        await db.SaveChangesAsync();
    }

    private static Task<bool> IsThereAsync(RestpyDb db, Guid subject) =>
        db.Set<OutboxEvent>().AnyAsync(e => e.SubjectId == subject);

    private Task InAsync(Func<RestpyDb, Task> work) => _product.InAsync("spice-garden", null, async s =>
    {
        await work(s.GetRequiredService<RestpyDb>());
        return 0;
    });
}
