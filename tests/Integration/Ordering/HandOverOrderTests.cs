using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

public sealed class HandOverOrderTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_colleague_serves_it_from_now_on_or_takes_it_over_themselves(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (evening, order) = await SentAsync(restpy);
        var colleague = await MemberAsync(restpy, "waiter2@spice-garden.example");
        Assert.Equal(HttpStatusCode.OK, await HandAsync(evening.Waiter, order, colleague.Id));
        Assert.Equal(colleague.PersonId, (await evening.OrderAsync(order)).WaiterId);
        Assert.Equal(HttpStatusCode.OK, await HandAsync(evening.Waiter, order, null));
        Assert.Equal("Ravi Kumar", (await evening.OrderAsync(order)).WaiterName);
    }

    [Theory, OnBothDatabases]
    public async Task Who_takes_no_orders_or_works_elsewhere_is_refused(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (evening, order) = await SentAsync(restpy);
        var before = (await evening.OrderAsync(order)).WaiterId;
        var cook = await MemberAsync(restpy, "kitchen@spice-garden.example");
        Assert.Equal(HttpStatusCode.BadRequest, await HandAsync(evening.Waiter, order, cook.Id));
        Assert.Equal(HttpStatusCode.BadRequest, await HandAsync(evening.Waiter, order, Guid.CreateVersion7()));
        var abroad = await restpy.AsAsync("waiter@maison-lumiere.example");
        Assert.Equal(HttpStatusCode.NotFound, await HandAsync(abroad, order, null));
        Assert.Equal(before, (await evening.OrderAsync(order)).WaiterId);
    }

    private static async Task<(Evening Evening, Guid Order)> SentAsync(TestProduct restpy)
    {
        var evening = await Evening.OfAsync(restpy);
        var order = await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        return (evening, order.GetProperty("orderId").GetGuid());
    }

    private static async Task<HttpStatusCode> HandAsync(StaffClient who, Guid order, Guid? member) =>
        (await who.CommandAsync($"/api/v1/orders/{order}/waiter", new { memberId = member })).Status;

    private static Task<Member> MemberAsync(TestProduct restpy, string email) =>
        restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            return await (from m in db.Set<Member>()
                          join p in db.Set<Person>() on m.PersonId equals p.Id
                          where p.Email == email
                          select m).AsNoTracking().SingleAsync();
        });
}
