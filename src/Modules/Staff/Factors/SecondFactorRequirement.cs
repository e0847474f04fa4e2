using System.ComponentModel.DataAnnotations.Schema;
using Restpy.Kernel;

namespace Restpy.Staff.Factors;

/// <summary>What a role asks of its people beside the password; each includes the ones before it.</summary>
public enum SecondFactorRequirement
{
    Password,

    /// <summary>A code by mail, an app, or a passkey.</summary>
    SecondFactor,

    /// <summary>What no other page can ask out of somebody.</summary>
    Passkey,
}

/// <summary>What a restaurant asks of one of its roles; without a row, the password.</summary>
internal sealed class RoleSecurity : ITenantOwned, IVersioned
{
    private RoleSecurity() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Role Role { get; private init; }
    [Column("demand")]
    public SecondFactorRequirement SecondFactorRequirement { get; private set; }

    /// <summary>Since when; nobody signs in with less from then on.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    public static RoleSecurity Of(Role role) => new() { Id = Kernel.Id.New(), Role = role };

    public void Ask(SecondFactorRequirement requirement, DateTimeOffset now) =>
        (SecondFactorRequirement, AskedAt) = (requirement, now);
}

/// <summary>What somebody has of their own to show.</summary>
internal sealed record OwnedFactors(bool App, bool Passkey, bool Recovery)
{
    public bool Any => App || Passkey;
}

/// <summary>
/// What a person is asked for after the password, and what they get for it. The rules of docs/adr/0016 and nothing
/// else.
/// </summary>
internal static class Rules
{
    /// <returns>One of these has to be shown; empty where there is nothing to ask for.</returns>
    public static IReadOnlyList<SecondFactorMethod> Offered(
        SecondFactorRequirement requirement, OwnedFactors own, bool mail)
    {
        // A mailbox is no way around a factor of one's own, an app no way around a passkey that is asked for.
        if (requirement == SecondFactorRequirement.Passkey && own.Passkey)
            return own.Recovery ? [SecondFactorMethod.Passkey, SecondFactorMethod.Recovery]
                : [SecondFactorMethod.Passkey];
        if (own.Any)
        {
            List<SecondFactorMethod> all = [];
            if (own.Passkey) all.Add(SecondFactorMethod.Passkey);
            if (own.App) all.Add(SecondFactorMethod.App);
            if (own.Recovery) all.Add(SecondFactorMethod.Recovery);
            return all;
        }
        return requirement != SecondFactorRequirement.Password && mail ? [SecondFactorMethod.Email] : [];
    }

    /// <summary>Where not, the session may do nothing but enrol what is missing.</summary>
    public static bool IsMet(SecondFactorRequirement requirement, SecondFactorMethod shown) => requirement switch
    {
        SecondFactorRequirement.Password => true,
        SecondFactorRequirement.SecondFactor => shown != SecondFactorMethod.None,
        _ => shown == SecondFactorMethod.Passkey,
    };

    /// <summary>Whether the person could still sign in as asked without this one.</summary>
    public static bool MayDoWithout(SecondFactorRequirement requirement, int apps, int passkeys, bool mail) =>
        requirement switch
        {
            SecondFactorRequirement.Password => true,
            SecondFactorRequirement.SecondFactor => mail || apps + passkeys > 0,
            _ => passkeys > 0,
        };
}
