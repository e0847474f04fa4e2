using Restpy.Kernel;

namespace Restpy.Tenancy.Contract;

/// <param name="Link">Opens the invitation; null where a mail carries it, or where the installation knows no
/// address.</param>
/// <param name="IsSent">A mail carries the link.</param>
public sealed record OwnerInvitation(string Name, string Email, DateTimeOffset EndsAt, Uri? Link, bool IsSent);

/// <summary>Asked by Tenancy, answered by Staff: who owns a restaurant that was just opened.</summary>
public interface IOwnerInvitations
{
    /// <summary>
    /// Invites the first owner into the scope's restaurant. Runs in the caller's transaction and saves nothing itself.
    /// </summary>
    /// <param name="owner">The person.</param>
    /// <param name="restaurant">Name of the restaurant.</param>
    /// <param name="zone">The restaurant's clock: the mail says until when the link works.</param>
    /// <param name="here">The installation's address, for the link; null where it has none.</param>
    /// <returns>An error where the name or the e-mail is wrong.</returns>
    Outcome<Done> Invite(NewOwner owner, string restaurant, TimeZoneInfo zone, Uri? here, Actor actor);

    /// <returns>Invitations of the restaurant's owners that nobody has accepted yet.</returns>
    Task<IReadOnlyList<OwnerInvitation>> OpenAsync(Guid restaurantId, Uri? here, CancellationToken ct);

    /// <returns>The link of the owner's open invitation, for a person who has just proved that the mailbox is theirs;
    /// null for none.</returns>
    Task<Uri?> JoinLinkAsync(Guid restaurantId, Uri here, CancellationToken ct);

    /// <returns>E-mail addresses of the owners who work there.</returns>
    Task<IReadOnlyList<string>> OwnersAsync(Guid restaurantId, CancellationToken ct);
}

public sealed record NewOwner(string? Name, string? Email, string Language);
