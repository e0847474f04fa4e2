using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.PersonCaps;

internal sealed record CapRow(Colleague Person, Cap Cap);

/// <summary>How far each person may go with discounts and refunds, and why.</summary>
[Needs(BillingPermissions.PersonCaps)]
internal sealed class CapsPage(RestpyDb db, Caps caps, Colleagues colleagues, RestaurantDirectory restaurants)
: BillingPage
{
    public RestaurantInfo Restaurant { get; private set; } = null!;
    public IReadOnlyList<CapRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        var rows = new List<CapRow>();
        foreach (var person in await colleagues.OfAsync(Me.MemberId!.Value, ct))
            rows.Add(new(person, await caps.OfAsync(person.MemberId, person.Role, ct)));
        Rows = [.. rows.Where(r => r.Person.Role is not (Role.Accountant or Role.Kitchen) || r.Cap.By is not null)];
    }

    public string Refund(Cap cap) =>
        cap.RefundMinor is { } most ? Money.Format(most, Restaurant.Currency) : Words["bill.no-cap"];
}
