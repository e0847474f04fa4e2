using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Invite;
using Restpy.Staff.Reset;

namespace Restpy.Staff.Contract.Questions;

/// <summary>
/// Makes super admins, and lets one in anew who lost the password. Whoever may run commands on the machine may do that.
/// </summary>
public sealed class SuperAdmins
{
    private static readonly Actor Operator = Actor.System("command line");
    private readonly RestpyDb _db;
    private readonly WorkScope _scope;
    private readonly ResetLinks _links;

    internal SuperAdmins(RestpyDb db, WorkScope scope, ResetLinks links) => (_db, _scope, _links) = (db, scope, links);

    public Task<bool> AnyAsync(CancellationToken ct) =>
        _db.Set<Person>().AnyAsync(p => p.IsSuperAdmin && p.DisabledAt == null, ct);

    /// <summary>Who is told when something is wrong with the installation, and in which language.</summary>
    public async Task<IReadOnlyList<(string Email, string Language)>> AddressesAsync(CancellationToken ct)
    {
        var people = _db.Set<Person>().AsNoTracking().Where(p => p.IsSuperAdmin && p.DisabledAt == null);
        return [.. (await people.Select(p => new { p.Email, p.Language }).ToListAsync(ct))
            .Select(p => (p.Email, p.Language))];
    }

    /// <param name="email">Of somebody known or not.</param>
    /// <param name="name">For somebody new.</param>
    /// <param name="here">The installation's address.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>A link that sets the password: it works once, for an hour. Or why there is none.</returns>
    public async Task<Outcome<Uri>> LetInAsync(string email, string name, Uri here, CancellationToken ct)
    {
        var known = Person.NormaliseEmail(email);
        if (!InviteHandler.IsEmail(known)) return new EmailUnfit();
        _scope.Enter(null, null, Operator);
        await using var work = await _db.BeginAsync(ct);
        var person = await _db.Set<Person>().FirstOrDefaultAsync(p => p.Email == known, ct);
        if (person is { IsSuperAdmin: true })
            _db.Act("staff.super-admin-reset", nameof(Person), person.Id, person.Name);
        else
        {
            if (person is null) _db.Add(person = Person.Register(known, name, "", "en"));
            person.BecomeSuperAdmin();
            _db.Act("staff.super-admin-made", nameof(Person), person.Id, person.Name);
        }
        var now = _db.Time.GetUtcNow();
        var reset = new PasswordReset
        {
            Id = Id.New(), PersonId = person.Id, CreatedAt = now, EndsAt = now + PasswordReset.Lasts,
            StartedBy = Operator.Name,
        };
        _db.Add(reset);
        await work.SaveAsync(Done.It, ct);
        return _links.To(here, reset);
    }
}
