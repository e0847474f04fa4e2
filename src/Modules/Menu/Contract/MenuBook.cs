namespace Restpy.Menu.Contract;

/// <summary>
/// The menus of all branches, built once from the tables and kept in memory until something on them changes. Ordering,
/// pricing and the guest's page read it without touching the database.
/// </summary>
public sealed class MenuBook
{
    internal MenuBook() { }

    /// <summary>The branch's menu as sold now.</summary>
    public ValueTask<BranchMenu> OfAsync(Guid restaurantId, Guid branchId, CancellationToken ct) => throw new NotSupportedException();
}
