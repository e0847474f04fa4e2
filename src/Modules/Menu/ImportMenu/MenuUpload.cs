using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Menu.ImportMenu;

/// <summary>A file that was looked at and waits for its person to say yes. Thrown away after a day.</summary>
[NotAudited("Nothing has happened yet; the import itself is audited.")]
internal sealed class MenuUpload : ITenantOwned
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public DateTimeOffset At { get; init; }
    public string FileName { get; init; } = "";
    public string Content { get; init; } = "";
}
