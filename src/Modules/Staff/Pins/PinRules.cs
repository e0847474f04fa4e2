using Restpy.Kernel;
using Restpy.Staff.Factors;

namespace Restpy.Staff.Pins;

internal sealed record PinUnfit(int Digits) : Error(ErrorKind.Invalid);

/// <summary>Among the first a guesser would try, or one that is seen from across the room.</summary>
internal sealed record PinTooSimple(int Different) : Error(ErrorKind.Invalid);

/// <summary>A slip of the finger nobody would notice.</summary>
internal sealed record PinsDiffer() : Error(ErrorKind.Invalid);

/// <summary>Which PINs may be set: five guesses must not find many of them. 914,000 of the million remain.</summary>
internal static class PinRules
{
    public const int Digits = 6;

    /// <summary>Fewer make 121212, 123123, 112233 and 100001.</summary>
    public const int Different = 4;

    /// <returns>The digits, in whatever script they were typed; null for anything else.</returns>
    public static string? Read(string? typed) => Codes.Digits(typed, Digits);

    public static Outcome<Done> Check(string? typed)
    {
        if (Read(typed) is not { } pin) return new PinUnfit(Digits) { Field = "pin" };
        return pin.Distinct().Count() < Different || IsRun(pin, 1) || IsRun(pin, 9)
            || HoldsYear(pin) ? new PinTooSimple(Different) { Field = "pin" } : Done.It;
    }

    /// <summary>A row of keys: 345678, 890123, 654321.</summary>
    private static bool IsRun(string pin, int step) =>
        pin.Zip(pin.Skip(1)).All(pair => (pair.First - '0' + step) % 10 == pair.Second - '0');

    /// <summary>Birthdays: 198407, 071984.</summary>
    private static bool HoldsYear(string pin) => IsYear(pin[..4]) || IsYear(pin[2..]);

    private static bool IsYear(string four) =>
        string.CompareOrdinal(four, "1940") >= 0 && string.CompareOrdinal(four, "2039") <= 0;
}
