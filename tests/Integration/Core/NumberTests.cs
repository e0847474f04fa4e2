using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// Numbers of rounds and orders: never twice, in order, and nobody waits for another's commit to get one.
/// </summary>
public sealed class NumberTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Drawn_by_many_at_once_no_number_comes_twice_and_none_is_missing(DatabaseKind kind)
    {
        var series = Guid.NewGuid().ToString();
        var drawn = new System.Collections.Concurrent.ConcurrentBag<long>();
        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (i, _) =>
        {
            var count = (i % 3) + 1;
            var first = await InWorkAsync(kind, (work, _) => work.DrawAsync(series, "", count, default));
            for (var n = 0; n < count; n++) drawn.Add(first + n);
        });
        Assert.Equal(Enumerable.Range(1, 120).Select(n => (long)n), drawn.Order());
    }

    [Fact]
    public async Task On_PostgreSQL_the_next_number_is_there_before_the_first_is_committed()
    {
        TestDatabases.NeedPostgres();
        var series = Guid.NewGuid().ToString();
        await InWorkAsync(DatabaseKind.Postgres, async (first, _) =>
        {
            Assert.Equal(1, await first.DrawAsync(series, "", 1, default));
            return await InWorkAsync(DatabaseKind.Postgres, async (second, _) =>
            {
                var next = await second.DrawAsync(series, "", 1, default).WaitAsync(TimeSpan.FromSeconds(20));
                Assert.Equal(2, next);
                return next;
            });
        });
    }

    [Theory, OnBothDatabases]
    public async Task Numbers_drawn_along_are_there_when_they_are_asked_for_and_come_once(DatabaseKind kind)
    {
        var (series, other) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        await InWorkAsync(kind, async (work, _) =>
        {
            Assert.Equal(1, await work.DrawAsync(series, "", 1, default, new Draw(other, "", 3)));
            Assert.Equal(1, await work.DrawAsync(other, "", 3, default));
            return await work.DrawAsync(other, "", 3, default);
        });
        Assert.Equal(7, await InWorkAsync(kind, (work, _) => work.DrawAsync(other, "", 1, default)));
        Assert.Equal(2, await InWorkAsync(kind, (work, _) => work.DrawAsync(series, "", 1, default)));
    }

    [Theory, OnBothDatabases]
    public async Task A_repeated_command_takes_no_number(DatabaseKind kind)
    {
        var (series, command) = (Guid.NewGuid().ToString(), Guid.NewGuid());
        Task<Outcome<long>> OnceAsync() =>
            InAsync(kind, s => s.GetRequiredService<Commands>().OnceAsync(command, "round", async () =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var number = await work.DrawAsync(series, "", 1, default);
            return (Outcome<long>)await work.SaveAsync(number, default);
        }, default));

        for (var tries = 0; tries < 3; tries++) Assert.Equal(1, (await OnceAsync()).Value);
        Assert.Equal(2, await InWorkAsync(kind, (work, _) => work.DrawAsync(series, "", 1, default)));
    }

    private Task<T> InWorkAsync<T>(DatabaseKind kind, Func<UnitOfWork, RestpyDb, Task<T>> use) =>
        InAsync(kind, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(default);
        return await work.SaveAsync(await use(work, db), default);
    });

    private async Task<T> InAsync<T>(DatabaseKind kind, Func<IServiceProvider, Task<T>> work)
    {
        var restpy = await products.OnAsync(kind);
        return await restpy.InAsync("spice-garden", null, work);
    }
}
