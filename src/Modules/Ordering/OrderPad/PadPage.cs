using Microsoft.AspNetCore.Mvc;
using Restpy.Menu.Contract;
using Restpy.Ordering.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Ordering.OrderPad;

/// <summary>The order pad: categories, items, ticket. Unsent lines live on the tablet until they are sent.</summary>
[Needs(OrderingPermissions.Take), NeedsBranch]
[Compressed]
internal sealed class PadPage(PadReader reader, ActsReader acts) : StaffPage
{
    public PadView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        Guid? table, Guid? order, int takeaway, int training, CancellationToken ct) =>
        await ReadAsync(table, order, takeaway, training, ct) ? Page() : NotFound();

    /// <summary>What was sent: renewed whenever anybody changes the order.</summary>
    public async Task<IActionResult> OnGetSentAsync(
        Guid? table, Guid? order, int takeaway, int training, CancellationToken ct) =>
        await ReadAsync(table, order, takeaway, training, ct) ? Partial("_Sent", this) : NotFound();

    /// <summary>The sheet with the choices of one dish.</summary>
    public async Task<IActionResult> OnGetDishAsync(
        Guid? table, Guid? order, int takeaway, int training, Guid item, CancellationToken ct) =>
        await ReadAsync(table, order, takeaway, training, ct)
            && View.Menu.Items.TryGetValue(item, out var dish) ? Partial("_Dish", new DishView(dish, View, Words))
            : NotFound();

    /// <summary>What can be done with the whole order.</summary>
    public async Task<IActionResult> OnGetActsAsync(Guid order, CancellationToken ct)
    {
        Words.Language = Me.Language;
        return await acts.ReadAsync(order, ct) is { } view ? Partial("_Acts", view) : NotFound();
    }

    private async Task<bool> ReadAsync(Guid? table, Guid? order, int takeaway, int training, CancellationToken ct)
    {
        Words.Language = Me.Language;
        if (table is null && order is null && takeaway != 1 && training != 1) return false;
        if (await reader.ReadAsync(new(table, order, takeaway == 1, training == 1), ct) is not { } view) return false;
        View = view;
        return true;
    }
}

internal sealed record DishView(MenuItem Item, PadView Pad, Words Words);
