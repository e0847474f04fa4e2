namespace Restpy.Host.Commands;

/// <param name="Text">Null where there is none to work with.</param>
/// <param name="Fault">Then why, in a sentence.</param>
internal sealed record Passphrase(string? Text, string Fault)
{
    private const int Shortest = 15;

    /// <summary>Zxcvbn's highest: more than 10^10 guesses.</summary>
    private const int Strong = 4;

    private static readonly string[] Known = ["restpy", "restaurant", "passphrase", "master", "key"];

    /// <summary>
    /// From the file that is named, or typed without an echo. Never from the command line, which others can list.
    /// </summary>
    public static Passphrase Read(IConfiguration options, bool isNew)
    {
        if (options["passphrase"] is not null)
            return new(null, "A passphrase on the command line can be read by others: use --passphrase-file FILE.");
        if (options["passphrase-file"] is { } file) return OfFile(file, isNew);
        if (Console.IsInputRedirected)
            return new(null, "There is no terminal to ask for the passphrase: use --passphrase-file FILE.");
        var typed = Ask("Passphrase: ");
        if (isNew && Weakness(typed) is { } weak) return new(null, weak);
        return !isNew || Ask("The same again: ") == typed
            ? new(typed, "")
            : new(null, "The two are not the same. Nothing was written.");
    }

    private static Passphrase OfFile(string file, bool isNew)
    {
        try
        {
            var text = File.ReadAllText(file).TrimEnd('\r', '\n');
            return isNew && Weakness(text) is { } weak ? new(null, weak) : new(text, "");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return new(null, $"The passphrase cannot be read: {unread.Message}");
        }
    }

    /// <returns>Why it must not seal a key, or null.</returns>
    internal static string? Weakness(string passphrase) =>
        passphrase.EnumerateRunes().Count() < Shortest ? $"The passphrase must have at least {Shortest} characters."
        : Zxcvbn.Zxcvbn.MatchPassword(passphrase[..Math.Min(passphrase.Length, 100)], Known).Score < Strong
            ? "This passphrase is too easy to guess. Five words that do not belong together are good." : null;

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new System.Text.StringBuilder();
        for (ConsoleKeyInfo key; (key = Console.ReadKey(intercept: true)).Key != ConsoleKey.Enter;)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
