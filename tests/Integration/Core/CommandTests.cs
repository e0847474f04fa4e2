using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>A command is done once, however often and however fast it is sent.</summary>
public sealed class CommandTests(SharedProducts products)
{
    private sealed record Ring(string Bell);

    private sealed record Rung(Guid Id, int Times);

    private sealed record BellBroken() : Error(ErrorKind.Conflict);

    [Theory, OnBothDatabases]
    public async Task A_repeat_gets_the_first_answer_and_changes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var command = Guid.NewGuid();
        var first = await SendAsync(restpy, command, new("front door"), times: 1);
        var again = await SendAsync(restpy, command, new("front door"), times: 2);
        Assert.Equal(first.Value, again.Value);
        Assert.Equal(1, await CountAsync(restpy, command));
    }

    [Theory, OnBothDatabases]
    public async Task The_same_id_with_other_content_is_refused(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var command = Guid.NewGuid();
        await SendAsync(restpy, command, new("front door"));
        var other = await SendAsync(restpy, command, new("back door"));
        Assert.IsType<CommandIdReused>(other.Error);
        Assert.Equal(1, await CountAsync(restpy, command));
    }

    [Theory, OnBothDatabases]
    public async Task The_same_id_in_another_restaurant_is_another_command(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var command = Guid.NewGuid();
        var here = await SendAsync(restpy, command, new("front door"));
        var there = await SendAsync(restpy, command, new("front door"), slug: "maison-lumiere");
        Assert.True(here.Ok && there.Ok);
        Assert.NotEqual(here.Value!.Id, there.Value!.Id);
    }

    [Theory, OnBothDatabases]
    public async Task Twenty_at_once_are_one_row_and_one_answer(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        for (var round = 0; round < 5; round++)
        {
            var command = Guid.NewGuid();
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => Task.Run(() => SendAsync(restpy, command, new("front door")))));
            Assert.All(answers, a => Assert.True(a.Ok));
            Assert.Single(answers.Select(a => a.Value!.Id).Distinct());
            Assert.Equal(1, await CountAsync(restpy, command));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_refusal_is_not_kept_so_the_same_command_may_succeed_later(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var command = Guid.NewGuid();
        var refused = await InAsync<Outcome<Rung>>(restpy, "spice-garden",
            (commands, db) => commands.OnceAsync(
            command, new Ring("x"), () => Task.FromResult<Outcome<Rung>>(new BellBroken()), default));
        Assert.IsType<BellBroken>(refused.Error);
        Assert.True((await SendAsync(restpy, command, new("x"))).Ok);
    }

    [Theory, OnBothDatabases]
    public async Task A_command_without_an_id_is_refused_at_its_field(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var answer = await SendAsync(restpy, Guid.Empty, new("front door"));
        Assert.Equal("commandId", Assert.IsType<CommandIdMissing>(answer.Error).Field);
        Assert.Equal("commandId", answer.Error!.Field);
    }

    [Theory, OnBothDatabases]
    public async Task Numbers_of_a_series_have_no_gaps_under_parallel_work_and_rollbacks(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var series = "test-" + Guid.NewGuid();
        var numbers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Task.Run(() => InAsync(restpy, "spice-garden", async (_, db) =>
        {
            await using var work = await db.BeginAsync(default);
            var number = await work.NextAsync(series, "2026", default);
            if (i % 4 == 0) return 0L;
            db.Act("test.numbered", "Bell", Guid.NewGuid());
            return await work.SaveAsync(number, default);
        }))));
        Assert.Equal(Enumerable.Range(1, 30).Select(n => (long)n), numbers.Where(n => n > 0).Order());
    }

    private static Task<Outcome<Rung>> SendAsync(
        TestProduct restpy, Guid command, Ring ring, int times = 1, string slug = "spice-garden") =>
        InAsync(restpy, slug, (commands, db) => commands.OnceAsync<Ring, Rung>(command, ring, async () =>
        {
            await using var work = await db.BeginAsync(default);
            db.Publish(new TestNews("test", "BellRung", command));
            db.Act("test.bell-rung", "Bell", command, ring.Bell);
            return await work.SaveAsync(new Rung(Id.New(), times), default);
        }, default));

    private static Task<T> InAsync<T>(TestProduct restpy, string slug, Func<Commands, RestpyDb, Task<T>> work) =>
        restpy.InAsync(slug, null, s => work(s.GetRequiredService<Commands>(), s.GetRequiredService<RestpyDb>()));

    private static Task<int> CountAsync(TestProduct restpy, Guid command) =>
        InAsync(restpy, "spice-garden", (_, db) => db.Set<OutboxEvent>().CountAsync(e => e.SubjectId == command));
}
