using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>
/// What one phone may do to a kitchen. A photo of a QR code travels; these hold until a person of the restaurant looks.
/// </summary>
internal static class GuestLimits
{
    public const int MaxOfDish = 20;
    public const int MaxLines = 40;
    public const int MaxWaitingRounds = 3;
}

internal sealed record TooManyOfDish(LocalText Dish, int Max) : Error(ErrorKind.Invalid);

internal sealed record OnlySoManyLeft(LocalText Dish, int Left) : Error(ErrorKind.Conflict);

internal sealed record TooManyRoundsWait(int Max) : Error(ErrorKind.TooMany);

internal sealed record NoOrdersOnTheWeb(string Branch) : Error(ErrorKind.Refused);
