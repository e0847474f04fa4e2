using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Payments;

internal sealed class PaymentsMap : IModelPart
{
    public void Map(ModelBuilder model) => model.Entity<Tender>(row =>
    {
        row.ToTable("payments_tender");
        row.IndexHere(nameof(Tender.BillId));
        row.UniqueHere(nameof(Tender.CorrectsId));
        row.Property(t => t.Reason).HasDefaultValue("");
        row.IndexHere(nameof(Tender.DrawerSessionId));
        row.IndexHere(nameof(Tender.BranchId), nameof(Tender.BusinessDate));
    });
}
