using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Review;

[Needs(StaffPermissions.SeePeople)]
internal sealed class ReviewPage(AccessReview review, Grantors grantors, RestpyDb db, RestaurantDirectory restaurants)
: TeamPage(restaurants)
{
    public IReadOnlyList<ReviewRow> Rows { get; private set; } = [];

    public IReadOnlyList<Permission> Permissions => review.Permissions;

    public Task OnGetAsync(CancellationToken ct) => FindAsync(ct);

    /// <summary>Taken out of the restaurant, so it is written down who did; therefore no GET.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        db.Act("staff.review-exported", nameof(Member), Guid.Empty, Restaurant.Name);
        await db.SaveChangesAsync(ct);
        var file = new MemoryStream();
        await using (var csv = new CsvStream(file, Words.Language))
        {
            await csv.RowAsync([
                Words["people.name"], Words["sign-in.email"], Words["people.role"], Words["people.branch"],
                Words["people.last"], Words["person.own"], .. Permissions.Select(PermissionName)], ct);
            foreach (var row in Rows)
                await csv.RowAsync([
                    row.Row.Name, row.Row.Email, Words[$"role.{row.Row.Member.Role}"],
                    BranchName(row.Row.Member.BranchId), row.Row.LastHere is { } last ? At(last)
                    : "", string.Join("; ", row.Own.Select(Own)),
                    .. Permissions.Select(p => row.May.Contains(p.Name) ? Words["person.yes"] : "")], ct);
        }
        return File(file.ToArray(), "text/csv; charset=utf-8", $"access-{Restaurant.Slug}.csv");
    }

    public string Own(Override given) =>
        $"{Words[given.Allowed ? "person.given" : "person.taken"]} {Words[$"may.{given.Permission}"]}";

    private async Task FindAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        Rows = await review.OfAsync(await grantors.GetAsync(Me.MemberId!.Value, ct), ct);
    }
}
