using Restpy.Kernel;

namespace Restpy.Staff.ApiTokens;

/// <summary>
/// That the maker of a token is to be written before it ends. Made with the token, gone with the letter: so it is told
/// once.
/// </summary>
[SharedByAllRestaurants("One job looks for what is due, whoever's it is.")]
[NotAudited("A note to ourselves; the token is in the log.")]
internal sealed class TokenReminder
{
    /// <summary>Long enough to make another and put it into the program, on a working day.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(7);

    /// <summary>The token's.</summary>
    public Guid Id { get; private init; }
    public Guid RestaurantId { get; private init; }
    public DateTimeOffset DueAt { get; private init; }

    /// <returns>Null for a token of a week or less: its maker chose a day they can see from here.</returns>
    public static TokenReminder? Of(ApiToken token, Guid restaurantId) =>
        token.EndsAt - token.MadeAt > Before ? new()
        {
            Id = token.Id, RestaurantId = restaurantId, DueAt = token.EndsAt - Before,
        } : null;
}
