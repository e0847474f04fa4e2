using Restpy.Kernel;

namespace Restpy.Floor;

/// <summary>The QR code on a table: named by a signed token, and worth nothing from the moment it is revoked.</summary>
internal sealed class TableCode : IBranchOwned, IVersioned
{
    private TableCode() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public Guid TableId { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static TableCode Issue(Table table, DateTimeOffset now) =>
        new() { Id = Kernel.Id.New(), BranchId = table.BranchId, TableId = table.Id, IssuedAt = now };

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
