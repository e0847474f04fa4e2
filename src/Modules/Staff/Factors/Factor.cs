using System.ComponentModel.DataAnnotations.Schema;
using Restpy.Kernel;

namespace Restpy.Staff.Factors;

internal enum FactorKind
{
    App,
    Passkey,
}

/// <summary>An app that shows codes, or a passkey, of one person.</summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; asked before one is chosen.")]
internal sealed class Factor
{
    private Factor() { }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public FactorKind Kind { get; private init; }

    /// <summary>What the person calls it.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string Name { get; private set; } = "";

    /// <summary>Of an app, the key both sides know, sealed; of a passkey, its public half.</summary>
    [Secret]
    public string Key { get; private set; } = "";

    /// <summary>Of a passkey, base64url; of an app, its own id, so that the index over both is unique.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string Credential { get; private init; } = "";

    /// <summary>Of an app, the last step a code was taken for; of a passkey, its counter. Neither goes back.</summary>
    [Secret]
    public long Counter { get; private init; }

    /// <summary>Of a passkey, how browsers reach it: internal, usb, nfc.</summary>
    public string Transports { get; private init; } = "";
    public bool IsBackupEligible { get; private init; }
    public DateTimeOffset AddedAt { get; private init; }

    /// <summary>The same key of an app, sealed with the current master key.</summary>
    public void Reseal(string sealedKey) => Key = sealedKey;

    public static Factor App(Guid id, Guid personId, string name, string sealedKey, long step, DateTimeOffset now) =>
        new()
        {
            Id = id, PersonId = personId, Kind = FactorKind.App, Name = name, Key = sealedKey,
            Credential = id.ToString("N"), Counter = step, AddedAt = now,
        };

    public static Factor Passkey(Guid personId, string name, NewPasskey key, DateTimeOffset now) => new()
    {
        Id = Kernel.Id.New(), PersonId = personId, Kind = FactorKind.Passkey, Name = name, Key = key.PublicKey,
        Credential = key.Credential, Counter = key.Counter, Transports = key.Transports,
        IsBackupEligible = key.IsBackupEligible, AddedAt = now,
    };

    public void Call(string name) => Name = name;
}

/// <summary>What an authenticator answers when a passkey is made.</summary>
/// <param name="Credential">Its id, base64url.</param>
/// <param name="PublicKey">COSE, base64url.</param>
/// <param name="Transports">How browsers reach it: internal, usb, nfc.</param>
internal sealed record NewPasskey(
    string Credential, string PublicKey, long Counter, string Transports, bool IsBackupEligible);

/// <summary>One of ten ways in for who lost the rest; works once.</summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; asked before one is chosen.")]
internal sealed class RecoveryCode
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>The salt is the set's, so that one derivation answers for all ten.</summary>
    [Secret]
    public string Hash { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>
/// The one code by mail a person may have at a time: the row is the person's, so there cannot be two. Bound to what it
/// was asked for, and to the browser that asked.
/// </summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; asked before one is chosen.")]
[NotAudited("Sending, wrong codes and sign-ins are in the log themselves.")]
internal sealed class MailCode
{
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(5);
    public const int MostTries = 5;

    public Guid PersonId { get; init; }

    /// <summary>Of this code; the next one has another.</summary>
    public Guid ChallengeId { get; init; }
    public string Purpose { get; init; } = "";

    /// <summary>The pending sign-in, or the session, it was asked for in.</summary>
    [Secret]
    public string Holder { get; init; } = "";

    [Secret]
    public string Hash { get; init; } = "";
    public DateTimeOffset SentAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }
    public int Tried { get; init; }
    public DateTimeOffset? SpentAt { get; init; }
}

/// <summary>That a code was mailed: to count how many in an hour.</summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; asked before one is chosen.")]
[NotAudited("A count.")]
internal sealed class MailCodeSent
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }

    [PersonalData(PersonalDataCategory.Connection, KeptFor.UntilUnused)]
    [Column("neighbourhood")]
    public string NetworkPrefix { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>What a passkey has to sign: once, within five minutes, for one person and purpose.</summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; asked before one is chosen.")]
[NotAudited("A question; what comes of its answer is in the log.")]
internal sealed class PasskeyChallenge
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public string Purpose { get; init; } = "";

    [Secret]
    public string Holder { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? SpentAt { get; init; }
}

/// <summary>
/// Somebody whose password was right and who has something more to show. It opens nothing. The cookie is stored as a
/// hash.
/// </summary>
[SharedByAllRestaurants("The restaurant is chosen after the sign-in this is the middle of.")]
[NotAudited("Its end, a sign-in or a refusal, is in the log.")]
internal sealed class PendingSignIn
{
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(10);

    [Secret]
    public string Id { get; init; } = "";
    public Guid PersonId { get; init; }

    /// <summary>Hash of the device's cookie; a sign-in is finished in the browser it began in.</summary>
    [Secret]
    public string Device { get; init; } = "";
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
}
