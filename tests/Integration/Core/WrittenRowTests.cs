using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Rows;
using Restpy.Tenancy;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>Rows that are written without being tracked pass what tracked ones pass.</summary>
public sealed class WrittenRowTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Another_restaurants_row_stops_the_save(DatabaseKind kind)
    {
        var (restpy, other) = (await products.OnAsync(kind), Guid.NewGuid());
        await InAsync(restpy, async db =>
        {
            var mine = Record(Guid.NewGuid());
            db.Add(mine);
            db.Add(Record(Guid.NewGuid(), other));
            await Assert.ThrowsAsync<ForeignRowException>(() => db.SaveChangesAsync());
            db.Forget();
            Assert.False(await db.Set<CommandRecord>().AnyAsync(c => c.Id == mine.Id));
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_card_number_stops_the_save(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await InAsync(restpy, async db =>
        {
            db.Add(Record(Guid.NewGuid(), answer: "4111 1111 1111 1111"));
            await Assert.ThrowsAsync<CardNumberException>(() => db.SaveChangesAsync());
        });
    }

    [Theory, OnBothDatabases]
    public async Task It_goes_with_the_tracked_rows_of_its_save_or_not_at_all(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (gone, kept) = (Record(Guid.NewGuid()), Record(Guid.NewGuid()));
        await InAsync(restpy, async db =>
        {
            var branch = await db.Set<Branch>().FirstAsync();
            db.Entry(branch).Property(b => b.Version).OriginalValue = -1;
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => SaveAsync(db, branch, gone));
        });
        await InAsync(restpy, async db => await SaveAsync(db, await db.Set<Branch>().FirstAsync(), kept));
        await InAsync(restpy,
            async db => Assert.Equal([kept.Id],
                await db.Set<CommandRecord>().Where(c => c.Id == gone.Id || c.Id == kept.Id).Select(c => c.Id)
                .ToListAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_use_case_gave_up_is_not_saved_by_the_next(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (undone, done) = (Record(Guid.NewGuid()), Record(Guid.NewGuid()));
        await InAsync(restpy, async db =>
        {
            await using (await db.BeginAsync(default)) db.Add(undone);
            db.Add(done);
            await db.SaveChangesAsync();
            Assert.Equal([done.Id],
                await db.Set<CommandRecord>().Where(c => c.Id == undone.Id || c.Id == done.Id).Select(c => c.Id)
                .ToListAsync());
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_class_that_leads_to_other_rows_is_not_written(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await InAsync(restpy, db =>
        {
            var type = db.Model.GetEntityTypes()
                .First(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType) && t.GetNavigations().Any());
            Assert.Throws<NotSupportedException>(() => RowShape.Of(db.Model, type.ClrType));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_question_within_the_answer_to_the_same_question_has_its_own_answer()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        await InAsync(restpy, async db =>
        {
            var all = await Others(db, "nobody").ToListAsync();
            var (outer, inner) = (0, 0);
            await foreach (var key in Others(db, "nobody").AsAsyncEnumerable())
            {
                outer++;
                await foreach (var other in Others(db, key).AsAsyncEnumerable()) inner += other == key ? 1000 : 1;
            }
            Assert.Equal((2, 2), (outer, inner));
            Assert.Equal(all, await Others(db, "nobody").ToListAsync());
        });

        static IQueryable<string> Others(RestpyDb db, string than) =>
            db.Set<Branch>().AsNoTracking().Where(b => b.Key != than).OrderBy(b => b.Key).Select(b => b.Key);
    }

    private static async Task SaveAsync(RestpyDb db, Branch changed, CommandRecord written)
    {
        db.Add(written);
        db.Entry(changed).Property(b => b.Name).IsModified = true;
        db.Act("test.renamed", changed);
        await db.SaveChangesAsync();
    }

    private static CommandRecord Record(Guid id, Guid restaurant = default, string answer = "{}") => new()
    {
        Id = id, RestaurantId = restaurant, RequestHash = "a", Answer = answer, At = TimeProvider.System.GetUtcNow(),
    };

    private static Task InAsync(TestProduct restpy, Func<RestpyDb, Task> work) =>
        restpy.InAsync("spice-garden", null, async s =>
        {
            await work(s.GetRequiredService<RestpyDb>());
            return 0;
        });
}
