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
    /// the same
    /// Message-ID; but not for a day, or a server that always cuts after the last byte would deliver it thirty times.
    /// </summary>
    private const int MostUnsure = 3;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public Guid Id { get; init; }

    /// <summary>Address and text, sealed with the master key; empty once it was sent or given up.</summary>
    [Secret]
    public string SealedLetter { get; private set; } = "";
    public DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset UsefulUntil { get; init; }

    /// <summary>Null when nothing more will be done.</summary>
    public DateTimeOffset? NextAt { get; private set; }
    public int Tries { get; private set; }
    public int Unsure { get; private set; }
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
            NextAt = now,
        };

    /// <summary>
    /// Counted before it is tried: a process that dies in between does not begin from the start for ever.
    /// </summary>
    /// <returns>False when it came too late and is given up.</returns>
    internal bool Take(DateTimeOffset now)
    {
        if (now >= UsefulUntil)
        {
            GiveUp(now, LastError.Length == 0 ? "late" : LastError);
            return false;
        }
        var wait = FirstWait * Math.Pow(2, Math.Min(Tries, 10));
        Tries++;
        NextAt = now + (wait < LongestWait ? wait : LongestWait);
        return true;
    }

    internal void Sent(DateTimeOffset now)
    {
        (SentAt, NextAt) = (now, null);
        SealedLetter = "";
    }

    /// <summary>In a demo it lies on the outbox page instead of being sent, text and all.</summary>
    internal void Lie(DateTimeOffset now) => (SentAt, NextAt) = (now, null);

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
        (GivenUpAt, NextAt, LastError) = (now, null, error);
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
