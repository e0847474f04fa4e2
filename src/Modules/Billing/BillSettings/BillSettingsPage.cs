using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Numbers;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.BillSettings;

internal sealed record SeriesRow(BranchInfo Branch, SeriesKind Kind, string Prefix, string Example);

/// <summary>Number series by branch, caps by role, and above what a refund needs a second person.</summary>
[Needs(BillingPermissions.Settings), NeedsStepUp]
internal sealed class BillSettingsPage(RestpyDb db, BranchChoice branches, Numbering numbering, Caps caps,
    RefundRules rules, RestaurantDirectory restaurants, SetCapHandler setCap, SetSeriesHandler setSeries,
    SetRefundRuleHandler setRule) : BillingPage
{
    private const string Here = "/staff/bills/settings";

    public IReadOnlyList<SeriesRow> Series { get; private set; } = [];
    public IReadOnlyList<RoleCap> Caps { get; private set; } = [];
    public Currency Currency { get; private set; }
    public long? SecondAboveMinor { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public async Task<IActionResult> OnPostCapAsync(
        Role role, string? discount, string? credit, string? refund, bool compliment, CancellationToken ct)
    {
        await ReadAsync(ct);
        if (Percent(discount) is not { } d || Percent(credit) is not { } c)
            return Refuse(new CapOutOfRange { Field = "cap" });
        var most = Limit(refund, Currency, "cap");
        if (!most.Ok) return Refuse(most.Error);
        var request = new SetCapRequest(role, d, c, most.Value, compliment, CommandId);
        var outcome = await OnceAsync(request, () => setCap.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done(Here, Words["bill.done.settings"]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostRefundAsync(string? above, CancellationToken ct)
    {
        await ReadAsync(ct);
        var limit = Limit(above, Currency, "above");
        if (!limit.Ok) return Refuse(limit.Error);
        var request = new SetRefundRuleRequest(limit.Value, CommandId);
        var outcome = await OnceAsync(request, () => setRule.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done(Here, Words["bill.done.settings"]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostSeriesAsync(
        Guid branchId, SeriesKind kind, string? prefix, CancellationToken ct)
    {
        await ReadAsync(ct);
        var request = new SetSeriesRequest(branchId, kind, prefix, CommandId);
        var outcome = await OnceAsync(request, () => setSeries.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done(Here, Words["bill.done.settings"]) : Refuse(outcome.Error);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Currency = restaurant.Currency;
        SecondAboveMinor = await rules.SecondAboveAsync(Currency.Code, ct);
        var rows = new List<SeriesRow>();
        foreach (var branch in await branches.AllAsync(ct))
        {
            var year = DocumentYear.Of(
                restaurant.Country, DateOnly.FromDateTime(branch.Day.Local(db.Time.GetUtcNow()).DateTime));
            foreach (var kind in Enum.GetValues<SeriesKind>())
            {
                var prefix = await numbering.PrefixAsync(branch, kind, ct);
                rows.Add(new(branch, kind, prefix, DocumentNumber.Write(prefix, year, 421)));
            }
        }
        Series = rows;
        Caps = [await caps.OfAsync(Role.Manager, ct), await caps.OfAsync(Role.Cashier, ct),
            await caps.OfAsync(Role.Waiter, ct)];
    }
}
