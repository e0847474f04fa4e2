using Restpy.Kernel;
using Restpy.Staff.Reset;

namespace Restpy.Staff;

/// <summary>
/// A way back in for somebody who forgot the password, or never had one. Its link is signed; it works once.
/// </summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; opened before one is chosen.")]
internal sealed class PasswordReset
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Who asked for it, when it was not the person.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.UntilUnused)]
    public string StartedBy { get; init; } = "";
}
