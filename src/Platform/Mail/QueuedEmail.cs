using Restpy.Kernel;

namespace Restpy.Platform.Mail;

/// <summary>
/// A letter on its way, and for some days the fact that it went. Its text and address are gone with it.
/// </summary>
[SharedByAllRestaurants("Letters go to people, who may work for several restaurants, and are sent by one job for all.")]
[NotAudited("A queue; what a letter tells of is in the log itself.")]
public sealed class QueuedEmail
{
    /// <summary>A letter that could not be sent for so long is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>How long the fact stays after that.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>
    /// When a connection is cut while a letter is handed over, nobody knows whether it arrived. It is sent again, under
    /// the same Message-ID; but not for a day, or a server that always cuts after the last byte would deliver it thirty
    /// times.
    /// </summary>
    private const int MostUnsure = 3;

    public Guid Id { get; init; }

    /// <summary>Address and text, sealed with the master key; empty once it was sent or given up.</summary>
    [Secret]
    public string SealedLetter { get; private set; } = "";
    public DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset UsefulUntil { get; init; }

    public int Unsure { get; private set; }

    /// <summary>
    /// The version before sent a letter when this came. A letter of this version has none: an event was published.
    /// </summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Counted by the version before; the delivery counts now.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? GivenUpAt { get; private set; }

    /// <summary>
    /// Kind and the server's number, <c>recipient 550</c>; never its sentence, which repeats the address.
    /// </summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.UntilUnused)]
    public string LastError { get; private set; } = "";

    internal static QueuedEmail Of(Guid id, string sealedLetter, DateTimeOffset now, TimeSpan? usefulFor) =>
        new()
        {
            Id = id, SealedLetter = sealedLetter, QueuedAt = now, UsefulUntil = now + (usefulFor ?? Patience),
        };

    /// <summary>A letter of the version before goes on as an event.</summary>
    internal void TakenOver() => NextAt = null;

    /// <summary>Neither sent nor given up.</summary>
    internal bool IsWaiting => SentAt is null && GivenUpAt is null;

    /// <returns>True when it came too late and is given up.</returns>
    internal bool IsLate(DateTimeOffset now)
    {
        if (now < UsefulUntil) return false;
        GiveUp(now, LastError.Length == 0 ? "late" : LastError);
        return true;
    }

    internal void Sent(DateTimeOffset now)
    {
        SentAt = now;
        SealedLetter = "";
    }

    /// <summary>In a demo it lies on the outbox page instead of being sent, text and all.</summary>
    internal void Lie(DateTimeOffset now) => SentAt = now;

    internal void Failed(MailFailure failure, DateTimeOffset now)
    {
        LastError = failure.Text;
        if (failure.Unsure) Unsure++;
        if (failure.ForGood || Unsure >= MostUnsure) GiveUp(now, failure.Text);
    }

    /// <summary>The same text, sealed with the current master key.</summary>
    internal void Reseal(string sealedLetter) => SealedLetter = sealedLetter;

    private void GiveUp(DateTimeOffset now, string error)
    {
        (GivenUpAt, LastError) = (now, error);
        SealedLetter = "";
    }
}

/// <param name="Kind">Key of its sentence, <c>mail.error.</c></param>
/// <param name="Number">The server's, where it said one.</param>
/// <param name="ForGood">The server does not want this letter, now or later.</param>
/// <param name="Unsure">It may have arrived.</param>
internal sealed record MailFailure(string Kind, int? Number = null, bool ForGood = false, bool Unsure = false)
{
    public string Text => Number is { } number ? $"{Kind} {number}" : Kind;
}
