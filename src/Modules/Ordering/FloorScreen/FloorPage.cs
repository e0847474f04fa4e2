using Microsoft.AspNetCore.Mvc;
using Restpy.Ordering.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Ordering.FloorScreen;

[Needs(OrderingPermissions.See), NeedsBranch, ShownOnTablets(TabletScreen.Floor)]
[Compressed]
internal sealed class FloorPage(FloorReader floor) : StaffPage
{
    public FloorView View { get; private set; } = null!;

    public bool Mine { get; private set; }

    public async Task OnGetAsync(int mine, CancellationToken ct) => await ReadAsync(mine, ct);

    public async Task<IActionResult> OnGetTilesAsync(int mine, CancellationToken ct)
    {
        await ReadAsync(mine, ct);
        return Partial("_Tiles", this);
    }

    private async Task ReadAsync(int mine, CancellationToken ct)
    {
        Words.Language = ReadsIn;
        Mine = mine == 1 && !IsLocked;
        View = await floor.ReadAsync(Mine ? Me.PersonId : null, ct);
    }
}
