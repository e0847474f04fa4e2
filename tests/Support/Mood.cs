namespace Restpy.TestSupport;

/// <summary>What <see cref="MailCarrier"/> does with the next letter.</summary>
public enum Mood
{
    Takes,
    TriesLater,
    NeverRecipient,
    NeverLetter,

    /// <summary>Goes away in the middle of the text.</summary>
    CutsInside,

    /// <summary>Has the whole letter, and goes away without saying so.</summary>
    CutsAfter,

    /// <summary>Says nothing more.</summary>
    Hangs,
}
