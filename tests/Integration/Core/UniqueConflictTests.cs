using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.IntegrationTests.Ordering;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>The refusal of one unique index is told from every other failure of a save.</summary>
public sealed class UniqueConflictTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_second_open_bill_of_an_order_is_told(DatabaseKind kind) =>
        Assert.True(await FailsAsync(kind, async (db, bill) =>
        {
            var second = Copy(db, bill, nameof(Bill.OrderId));
            db.Add(second);
            db.Act("test.second-bill", second);
            return await TakenAsync<Bill>(db, nameof(Bill.OrderId), nameof(Bill.Part));
        }));

    [Theory, OnBothDatabases]
    public async Task The_same_id_twice_is_another_conflict(DatabaseKind kind) =>
        Assert.False(await FailsAsync(kind, async (db, bill) =>
        {
            var second = Copy(db, bill, nameof(Bill.Id));
            db.Add(second);
            db.Act("test.second-bill", second);
            return await TakenAsync<Bill>(db, nameof(Bill.OrderId), nameof(Bill.Part));
        }));

    [Theory, OnBothDatabases]
    public async Task A_command_id_that_was_used_is_told_as_that(DatabaseKind kind) =>
        Assert.True(await FailsAsync(kind, async (db, bill) =>
        {
            for (var i = 0; i < 2; i++)
                db.Add(new CommandRecord
                {
                    RestaurantId = bill.RestaurantId, Id = bill.Id, RequestHash = "", Answer = "null",
                    At = db.Time.GetUtcNow(),
                });
            return await TakenAsync<CommandRecord>(db, nameof(CommandRecord.Id));
        }));

    [Theory, OnBothDatabases]
    public async Task A_command_id_that_was_used_is_no_second_bill(DatabaseKind kind) =>
        Assert.False(await FailsAsync(kind, async (db, bill) =>
        {
            for (var i = 0; i < 2; i++)
                db.Add(new CommandRecord
                {
                    RestaurantId = bill.RestaurantId, Id = bill.Id, RequestHash = "", Answer = "null",
                    At = db.Time.GetUtcNow(),
                });
            return await TakenAsync<Bill>(db, nameof(Bill.OrderId), nameof(Bill.Part));
        }));

    [Theory, OnBothDatabases]
    public async Task A_second_code_by_mail_of_a_person_is_told(DatabaseKind kind) =>
        Assert.True(await FailsAsync(kind, async (db, bill) =>
        {
            var first = new MailCode
            {
                PersonId = (await db.Set<Person>().FirstAsync(p => !p.IsSuperAdmin)).Id, ChallengeId = Id.New(),
                SentAt = bill.OpenedAt, EndsAt = bill.OpenedAt,
            };
            db.Add(first);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            db.Add(first);
            return await TakenAsync<MailCode>(db, nameof(MailCode.PersonId));
        }));

    [Theory, OnBothDatabases]
    public async Task To_ask_for_an_index_there_is_not_is_a_mistake(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await restpy.InAsync("spice-garden", "bengaluru", services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            return Task.FromResult(Assert.Throws<ArgumentException>(
                () => new DbUpdateException("x").IsTaken<Bill>(db, nameof(Bill.WaiterName))));
        });
    }

    private async Task<bool> FailsAsync(DatabaseKind kind, Func<RestpyDb, Bill, Task<bool>> save)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var id = (await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { })).Body.GetProperty("billId")
            .GetGuid();
        return await restpy.InAsync("spice-garden", "bengaluru", async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            return await save(db, await db.Set<Bill>().AsNoTracking().FirstAsync(b => b.Id == id));
        });
    }

    /// <summary>Another bill that has one thing in common with the first.</summary>
    private static Bill Copy(RestpyDb db, Bill bill, string same)
    {
        var row = db.Entry(bill);
        if (same != nameof(Bill.Id)) row.Property(b => b.Id).CurrentValue = Id.New();
        if (same != nameof(Bill.OrderId)) row.Property(b => b.OrderId).CurrentValue = Id.New();
        return bill;
    }

    private static async Task<bool> TakenAsync<T>(RestpyDb db, params string[] unique) where T : class =>
        (await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync())).IsTaken<T>(db, unique);
}
