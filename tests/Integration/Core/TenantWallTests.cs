using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// One restaurant's work sees and changes only that restaurant's rows; work that says for whom it runs not at all.
/// </summary>
public sealed class TenantWallTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Work_without_a_restaurant_reads_nothing_and_writes_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        // Lease contexts with a scope first: what a pooled one remembers of its last lease must not help.
        for (var i = 0; i < 3; i++)
            await restpy.InAsync(
                "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().CountAsync());
        await using var scope = restpy.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        await Assert.ThrowsAsync<NoScopeException>(() => db.Set<AuditEntry>().CountAsync());
        Assert.Throws<NoScopeException>(() => db.Publish(new TestNews("test", "Nothing", Guid.NewGuid())));
        db.Add(new OutboxEvent { Id = Id.New(), Topic = "test", Kind = "Nothing" });
        await Assert.ThrowsAsync<NoScopeException>(() => db.SaveChangesAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_query_sees_only_the_restaurant_in_scope_whoever_leased_the_context_before(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        foreach (var slug in new[] { "spice-garden", "maison-lumiere", "spice-garden" })
        {
            var id = await IdOfAsync(restpy, slug);
            var owners = await restpy.InAsync(slug, null,
                s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().Select(e => e.RestaurantId).Distinct()
                .ToListAsync());
            Assert.Equal([id], owners);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_new_row_that_names_another_restaurant_stops_the_save(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var other = await IdOfAsync(restpy, "maison-lumiere");
        await RefusedAsync(restpy, db => db.Add(Event(other)));
    }

    [Theory, OnBothDatabases]
    public async Task A_foreign_row_attached_and_changed_or_deleted_stops_the_save(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var other = await IdOfAsync(restpy, "maison-lumiere");
        var theirs = await restpy.InAsync("maison-lumiere", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking().FirstAsync());
        await RefusedAsync(restpy, db => db.Update(theirs));
        await RefusedAsync(restpy, db => db.Remove(theirs));
        Assert.Equal(other, theirs.RestaurantId);
        Assert.True(await restpy.InAsync("maison-lumiere", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AnyAsync(e => e.Id == theirs.Id)));
    }

    [Theory, OnBothDatabases]
    public async Task A_change_without_an_act_for_the_log_stops_the_save(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await restpy.InAsync("spice-garden", null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            db.Add(Staff.Member.Join(Guid.NewGuid(), Role.Waiter, null));
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
            Assert.Contains("without an act", refusal.Message);
            return 0;
        });
    }

    [Theory, OnBothDatabases]
    public async Task The_change_and_its_log_entry_are_saved_together_or_not_at_all(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var thing = Guid.NewGuid();
        await restpy.InAsync("spice-garden", null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            db.Act("test.member-invented", "Member", thing);
            // No such person: the database refuses the row, and the entry with it.
            db.Add(Staff.Member.Join(Guid.NewGuid(), Role.Waiter, null));
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            return 0;
        });
        Assert.False(await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AnyAsync(e => e.ObjectId == thing)));
    }

    private static Task RefusedAsync(TestProduct restpy, Action<RestpyDb> change) =>
        restpy.InAsync("spice-garden", null, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        db.Act("test.break-in", "Test", Guid.NewGuid());
        change(db);
        await Assert.ThrowsAsync<ForeignRowException>(() => db.SaveChangesAsync());
        return 0;
    });

    private static OutboxEvent Event(Guid restaurant) =>
        new() { RestaurantId = restaurant, Id = Id.New(), Topic = "test", Kind = "BrokenIn" };

    private static async Task<Guid> IdOfAsync(TestProduct restpy, string slug) =>
        (await restpy.Services.GetRequiredService<RestaurantDirectory>().FindAsync(slug, default))!.Id;
}
