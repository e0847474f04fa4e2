using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff;

/// <summary>
/// What pages about people share: the names of branches, and times as the restaurant's clock shows them.
/// </summary>
internal abstract class TeamPage(RestaurantDirectory restaurants) : StaffPage
{
    public RestaurantInfo Restaurant { get; private set; } = null!;

    public bool MayChange => Me.May(StaffPermissions.ChangePeople);

    protected async Task EnterAsync(CancellationToken ct) =>
        Restaurant = await restaurants.GetAsync(Me.RestaurantId!.Value, ct);

    /// <summary>
    /// A role or a branch that is none of ours was not read, and what stands in its place means something: all
    /// branches, the usual role. So nothing is done.
    /// </summary>
    protected PageResult? Unread()
    {
        if (ModelState.IsValid) return null;
        ModelState.Clear();
        return Refuse(new NotFound("choice"));
    }

    public string BranchName(Guid? branchId) =>
        branchId is { } id ? Restaurant.Branches.FirstOrDefault(b => b.Id == id)?.Name ?? ""
            : Words["people.all-branches"];

    public string At(DateTimeOffset instant) => Restaurant.Branches[0].Day.Local(instant)
        .ToString("d MMM yyyy HH:mm", System.Globalization.CultureInfo.GetCultureInfo(Words.Language));

    /// <summary>The field's word for a permission; the catalogue's own label is for the log and the papers.</summary>
    public string PermissionName(Permission permission) => Words[$"may.{permission.Name}"];
}
