using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Billing.CreditBill;
using Restpy.Billing.GiveDiscount;
using Restpy.Billing.OpenBill;
using Restpy.Billing.SettleBill;
using Restpy.Billing.VoidBill;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.SendOrder;
using Restpy.Platform.Data;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Reports;

/// <summary>
/// Days of a restaurant as chance has them: rounds over the counter and at tables, discounts, voids, credit notes; all
/// through the handlers.
/// </summary>
internal sealed class SmallDays(TestProduct restpy, Random chance)
{
    public async Task RunAsync(string slug, string branch, int bills)
    {
        for (var i = 0; i < bills; i++) await OneAsync(slug, branch);
    }

    private async Task OneAsync(string slug, string branch)
    {
        var channel = chance.Next(3) == 0 ? OrderChannel.DineIn : OrderChannel.Takeaway;
        var order = await InAsync(slug, branch, async s =>
        {
            var scope = s.GetRequiredService<WorkScope>();
            var menu = await s.GetRequiredService<MenuCache>().OfAsync(scope.Restaurant, scope.Branch, default);
            var plain = menu.Items.Values.Where(m => m is { SoldOut: false, Left: null } && m.Variants.Count == 0
                && m.Groups.All(g => g.Min == 0)).OrderBy(m => m.Code, StringComparer.Ordinal).ToList();
            var lines = Enumerable.Range(0, chance.Next(1, 4))
                .Select(_ => new LineRequest(plain[chance.Next(plain.Count)].Id, null, null, chance.Next(1, 4), ""))
                .ToList();
            var table = channel == OrderChannel.DineIn
                ? (await s.GetRequiredService<Tables>().OfBranchAsync(default))[chance.Next(3)].Id : (Guid?)null;
            return await s.GetRequiredService<SendOrderHandler>()
                .HandleAsync(new(Guid.CreateVersion7(), null, table, channel, table is null ? 0
                    : chance.Next(1, 6), null, null, lines), s.Actor(), default);
        });
        var id = Must(await InAsync(slug, branch,
            s => s.GetRequiredService<OpenBillHandler>()
            .HandleAsync(new(Must(order).OrderId, Guid.CreateVersion7()), s.Actor(), default))).BillId;
        var fate = chance.Next(6);
        if (fate == 0)
        {
            Must(await InAsync(slug, branch,
                s => s.GetRequiredService<VoidBillHandler>()
                .HandleAsync(new(id, "Opened twice", Guid.CreateVersion7()), s.Actor(), default)));
            return;
        }
        if (fate == 1)
            Must(await InAsync(slug, branch,
                s => s.GetRequiredService<GiveDiscountHandler>()
                .HandleAsync(new(id, null, chance.Next(1, 15), 0, "Regular guest", Guid.CreateVersion7()), s.Actor(),
                    default)));
        var due = (await InAsync(slug, branch,
            s => s.GetRequiredService<BillFigures>().OfOrderAsync(Must(order).OrderId, default)))!.DueMinor;
        TenderKind[] taken = slug == "spice-garden" ? [TenderKind.Cash, TenderKind.Upi, TenderKind.Card]
            : [TenderKind.Cash, TenderKind.Card];
        var kind = taken[chance.Next(taken.Length)];
        Must(await InAsync(slug, branch,
            s => s.GetRequiredService<SettleBillHandler>()
            .HandleAsync(new(id, [new(kind, due, kind == TenderKind.Cash ? "" : "ref")], null, Guid.CreateVersion7()),
                s.Actor(), default)));
        if (fate == 2)
            Must(await InAsync(slug, branch,
                s => s.GetRequiredService<CreditBillHandler>()
                .HandleAsync(new(id, true, null, "Sent back", null, null, Guid.CreateVersion7()), s.Actor(),
                    default)));
    }

    /// <summary>As an owner, whose caps allow everything.</summary>
    private Task<T> InAsync<T>(string slug, string branch, Func<IServiceProvider, Task<T>> work) =>
        restpy.InAsync(slug, branch, s =>
    {
        var scope = s.GetRequiredService<WorkScope>();
        scope.Enter(scope.RestaurantId, scope.BranchId, new(ActorKind.Staff, null, "Test Owner", "owner", "", ""));
        return work(s);
    });

    private static T Must<T>(Outcome<T> outcome) =>
        outcome.Ok ? outcome.Value : throw new InvalidOperationException(outcome.Error.ToString());
}
