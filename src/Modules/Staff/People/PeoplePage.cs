using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Invite;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.People;

/// <summary>Who works here, and who has been invited to.</summary>
[Needs(StaffPermissions.SeePeople)]
internal sealed class PeoplePage(Team team, Grantors grantors, RestaurantDirectory restaurants) : TeamPage(restaurants)
{
    public IReadOnlyList<TeamRow> Rows { get; private set; } = [];

    public IReadOnlyList<Invitation> Invited { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = await grantors.GetAsync(Me.MemberId!.Value, ct);
        await EnterAsync(ct);
        (Rows, Invited) = (await team.OfAsync(me, ct), await team.InvitedAsync(me, ct));
    }
}
