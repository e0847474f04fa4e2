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

    /// <summary>
    /// How a file of another program is read, as JSON; empty for our own format, and until the columns are named.
    /// </summary>
    public string Mapping { get; init; } = "";
}

/// <summary>
/// The columns a restaurant named for files with these headings: the next such file is read without asking.
/// </summary>
[NotAudited("How a file is read; the import itself is audited.")]
internal sealed class MenuMapping : ITenantOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }

    /// <summary>A hash of the headings in their order.</summary>
    public string Headings { get; init; } = "";
    public string Mapping { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
