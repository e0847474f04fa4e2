using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Staff.Networks;

internal sealed record Subject(Whose Whose, string Label);

/// <summary>
/// Whose networks can be chosen: the roles and people of the restaurant in scope, or the installation's own.
/// </summary>
internal sealed class NetworkSubjects(RestpyDb db, WorkScope scope, Words words)
{
    private bool IsPlatform => scope.Restaurant == AuditEntry.OfThePlatform;

    public async Task<IReadOnlyList<Subject>> AllAsync(CancellationToken ct) =>
        [.. Enum.GetValues<Role>().Where(r => r == Role.SuperAdmin == IsPlatform)
            .Select(r => new Subject(new(r, null), Word(r))), .. await PeopleAsync(ct)];

    /// <returns>What a person calls it; null for what is not of this restaurant.</returns>
    public async Task<string?> LabelAsync(Whose whose, CancellationToken ct) =>
        (await AllAsync(ct)).FirstOrDefault(s => s.Whose == whose)?.Label;

    private string Word(Role role) => words[$"role.{role}"];

    private async Task<IEnumerable<Subject>> PeopleAsync(CancellationToken ct)
    {
        var people = IsPlatform
            ? await db.Set<Person>().AsNoTracking().Where(p => p.IsSuperAdmin).OrderBy(p => p.Name).ToListAsync(ct)
            : await db.Set<Member>().AsNoTracking().Where(m => m.LeftAt == null)
            .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => p).Distinct().OrderBy(p => p.Name)
            .ToListAsync(ct);
        return people.Select(p => new Subject(new(null, p.Id), p.Name));
    }
}
