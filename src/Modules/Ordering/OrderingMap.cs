using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Ordering;

internal sealed class OrderingMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Order>(row =>
        {
            row.ToTable("ordering_order");
            row.UniqueHere(nameof(Order.OpenTableId));
            // These columns came to a table with rows in it.
            row.Property(o => o.HoldsMoney).HasDefaultValue(false);
            row.Property(o => o.BilledParts).HasDefaultValue(0);
            row.UniqueHere(nameof(Order.BranchId), nameof(Order.BusinessDate), nameof(Order.Number));
            row.IndexHere(nameof(Order.BranchId), nameof(Order.ClosedAt));
        });
        model.Entity<JoinedTable>(row =>
        {
            row.ToTable("ordering_joined_table");
            row.RefersTo<JoinedTable, Order>(j => j.OrderId);
            row.UniqueHere(nameof(JoinedTable.OpenTableId));
        });
        model.Entity<OrderLine>(row =>
        {
            row.ToTable("ordering_line");
            row.RefersTo<OrderLine, Order>(l => l.OrderId);
            row.RefersTo<OrderLine, Kot>(l => l.KotId);
            // The column came to a table with rows in it.
            row.Property(l => l.GuestKey).HasDefaultValue("");
            row.Property(l => l.IsBilled).HasDefaultValue(false);
        });
        model.Entity<Kot>(row =>
        {
            row.ToTable("ordering_kot");
            row.RefersTo<Kot, Order>(k => k.OrderId);
            // The column came to a table with rows in it.
            row.Property(k => k.ServedBy).HasDefaultValue("");
            row.UniqueHere(nameof(Kot.BranchId), nameof(Kot.BusinessDate), nameof(Kot.Number));
            row.IndexHere(nameof(Kot.BranchId), nameof(Kot.OnBoard), nameof(Kot.SentAt));
            row.IndexHere(nameof(Kot.BranchId), nameof(Kot.BumpedAt));
        });
        model.Entity<BasketLine>(row =>
        {
            row.ToTable("ordering_basket_line");
            row.IndexHere(nameof(BasketLine.GuestKey));
        });
    }
}
