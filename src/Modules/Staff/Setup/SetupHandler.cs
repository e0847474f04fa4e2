using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Invite;
using Restpy.Staff.Reset;

namespace Restpy.Staff.Setup;

internal sealed record SetupRequest(
    string? Token, string? Name, string? Email, string? Password, string Ip, string UserAgent);

/// <summary>
/// Makes the first super admin of an empty installation. The link proves that the person can read the server's output.
/// </summary>
internal sealed class SetupHandler(RestpyDb db, WorkScope scope, SetupLinks links, Passwords passwords)
{
    /// <returns>Whether the link still opens the setup page.</returns>
    public async Task<bool> IsOpenAsync(string? token, CancellationToken ct) =>
        links.IsValid(token) && !await db.Set<Person>().AnyAsync(p => p.IsSuperAdmin, ct);

    public async Task<Outcome<Done>> HandleAsync(SetupRequest request, CancellationToken ct)
    {
        if (!await IsOpenAsync(request.Token, ct)) return new LinkOver();
        var (name, email) = (CleanText.Line(request.Name), Person.NormaliseEmail(request.Email ?? ""));
        if (name.Length is 0 or > InviteHandler.LongestName)
            return new PersonNameUnfit(InviteHandler.LongestName) { Field = "name" };
        if (email.Length is 0 or > InviteHandler.LongestEmail || !InviteHandler.IsEmail(email))
            return new EmailUnfit { Field = "email" };
        if (PasswordRules.Check(request.Password, email, name) is { Error: { } weak }) return weak;
        var hash = await passwords.HashAsync(request.Password!, ct);
        scope.Enter(null, null, new(ActorKind.System, null, name, "setup", request.Ip, request.UserAgent));
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("staff:setup", ct);
        // A second browser with the same link, a moment later.
        if (await db.Set<Person>().AnyAsync(p => p.IsSuperAdmin, ct)) return new LinkOver();
        var person = await db.Set<Person>().FirstOrDefaultAsync(p => p.Email == email, ct);
        if (person is not null) return new EmailTaken { Field = "email" };
        db.Add(person = Person.Register(email, name, hash, "en", superAdmin: true));
        db.Act("staff.super-admin-made", nameof(Person), person.Id, name, "setup link");
        return await work.SaveAsync(Done.It, ct);
    }
}

/// <summary>Somebody with this e-mail has an account already.</summary>
internal sealed record EmailTaken() : Error(ErrorKind.Conflict);
