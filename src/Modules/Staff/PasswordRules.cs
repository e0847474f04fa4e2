using Restpy.Kernel;

namespace Restpy.Staff;

internal sealed record PasswordTooShort(int Shortest) : Error(ErrorKind.Invalid);

internal sealed record PasswordTooLong(int Longest) : Error(ErrorKind.Invalid);

/// <summary>Among the first a guesser would try: a common one, a name, a row of keys.</summary>
internal sealed record PasswordTooWeak() : Error(ErrorKind.Invalid);

/// <summary>
/// Which passwords may be set. Long ones, of whatever characters (NIST SP 800-63B): no rules that make people write
/// them down; but none that lists of leaked passwords, names and keyboards lead to (zxcvbn).
/// </summary>
internal static class PasswordRules
{
    /// <summary>For a password that is the only proof.</summary>
    public const int Shortest = 15;
    public const int Longest = 200;

    /// <summary>What a guesser looks at first; the estimate of longer texts would cost more than it says.</summary>
    private const int Looked = 64;

    /// <summary>Of 0 to 4: at least a hundred million guesses.</summary>
    private const int Strong = 3;

    /// <param name="password">As typed.</param>
    /// <param name="known">Words a guesser knows of the person: name, address, restaurant.</param>
    public static Outcome<Done> Check(string? password, params IEnumerable<string> known)
    {
        password ??= "";
        if (password.EnumerateRunes().Count() < Shortest) return new PasswordTooShort(Shortest) { Field = "password" };
        if (password.Length > Longest) return new PasswordTooLong(Longest) { Field = "password" };
        var words = known.SelectMany(k => k.Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries)
            .Append(k)).Where(w => w.Length > 2).Append("restpy").Append("restaurant").ToList();
        var estimate = Zxcvbn.Zxcvbn.MatchPassword(password[..Math.Min(password.Length, Looked)], words);
        return estimate.Score < Strong ? new PasswordTooWeak { Field = "password" } : Done.It;
    }
}
