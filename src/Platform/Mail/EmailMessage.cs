using Restpy.Platform.Data;

namespace Restpy.Platform.Mail;

/// <summary>
/// A letter to one person, written in the language they read. Plain paragraphs; the same text as HTML goes with it.
/// </summary>
/// <param name="To">The address alone.</param>
/// <param name="Language">BCP 47 primary tag.</param>
/// <param name="Subject">One line; nothing that only the reader may know, since lists of letters show it on locked
/// screens.</param>
/// <param name="Paragraphs">Text without markup.</param>
/// <param name="Link">Where to go on; none in a letter with a code, which is typed where it was asked for.</param>
public sealed record EmailMessage(
    string To, string Language, string Subject, IReadOnlyList<string> Paragraphs, EmailLink? Link = null)
{
    /// <summary>After that it is not sent any more: a code that has run out helps nobody. Null: a day.</summary>
    public TimeSpan? UsefulFor { get; init; }
}

public sealed record EmailLink(string Label, Uri Address);

/// <summary>What carries letters on this installation.</summary>
public enum MailTransport
{
    /// <summary>Nothing: what needs mail is not offered.</summary>
    None,

    /// <summary>A page of the demo shows them, and nothing leaves the machine.</summary>
    Outbox,

    /// <summary>A mail server.</summary>
    Server,
}

/// <summary>Letters leave with the change they tell of: both are saved, or neither.</summary>
public interface IMails
{
    /// <summary>Whether a letter would reach anybody; what needs one is not offered otherwise.</summary>
    MailTransport Way { get; }

    /// <summary>Adds the letter to what is saved next. It goes out after the commit, within a second or two.</summary>
    /// <exception cref="InvalidOperationException">There is no way for letters here.</exception>
    void Put(RestpyDb db, EmailMessage letter);
}
