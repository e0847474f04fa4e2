using Restpy.Kernel;

namespace Restpy.Ordering.GuestOrder;

internal sealed record GuestNameMissing(int Max) : Error(ErrorKind.Invalid);

internal sealed record GuestPhoneInvalid() : Error(ErrorKind.Invalid);

/// <summary>Whose pickup it is: a name to call out and a number to ring, as few and as short as that needs.</summary>
internal sealed record PickupGuest(string Name, string Phone)
{
    private const int MaxName = 60;

    public static Outcome<PickupGuest> Of(string? name, string? phone)
    {
        var called = CleanText.Line(name);
        if (called.Length is 0 or > MaxName || !called.Any(char.IsLetter))
            return new GuestNameMissing(MaxName) { Field = "name" };
        // E.164 has at most 15 digits; people type spaces, dots, dashes and brackets between them.
        var digits = new string(
            [.. (phone ?? "").Trim().Where(c => c is not (' ' or '-' or '.' or '(' or ')' or '/' or '\u00A0'))]);
        var plain = digits.StartsWith('+') ? digits[1..] : digits;
        if (plain.Length is < 7 or > 15 || !plain.All(char.IsAsciiDigit))
            return new GuestPhoneInvalid() { Field = "phone" };
        return new PickupGuest(called, digits);
    }
}
