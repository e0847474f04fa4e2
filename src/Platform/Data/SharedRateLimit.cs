using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// A rate bucket all nodes on a PostgreSQL share. The table is not written to the server's log: after a crash it is
/// empty, and so it is on a standby that takes over, and every bucket is full. On SQLite it stays empty.
/// </summary>
[SharedByAllRestaurants("Of an address, before anybody knows for which restaurant it comes. Its id is a keyed hash "
    + "of address and kind.")]
[NotAudited("It counts requests.")]
public sealed class SharedRateLimit
{
    public Guid Id { get; init; }

    /// <summary>When all its tokens will be back, by the server's clock.</summary>
    public DateTimeOffset FullAt { get; init; }
}
