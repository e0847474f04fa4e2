using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Staff.Setup;

namespace Restpy.Staff.Contract.Questions;

/// <summary>The setup link of an installation that has never had a super admin.</summary>
public sealed class FirstSuperAdmin
{
    private readonly RestpyDb _db;
    private readonly SetupLinks _links;

    internal FirstSuperAdmin(RestpyDb db, SetupLinks links) => (_db, _links) = (db, links);

    /// <param name="here">The address of the installation, with a slash at its end.</param>
    /// <param name="ct">Stops the question.</param>
    /// <returns>A link valid for a day; null once there has been a super admin.</returns>
    public async Task<Uri?> SetupLinkAsync(Uri here, CancellationToken ct) =>
        await _db.Set<Person>().AnyAsync(p => p.IsSuperAdmin, ct) ? null : _links.To(here);
}
