using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Floor;

internal sealed class FloorMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Area>(row =>
        {
            row.ToTable("floor_area");
            row.IndexHere(nameof(Area.BranchId), nameof(Area.Sort));
        });
        model.Entity<Table>(row =>
        {
            row.ToTable("floor_table");
            row.RefersTo<Table, Area>(t => t.AreaId);
            row.UniqueHere(nameof(Table.BranchId), nameof(Table.Number)).HasFilter("out_of_use_at IS NULL");
        });
        model.Entity<TableCode>(row =>
        {
            row.ToTable("floor_qr");
            row.RefersTo<TableCode, Table>(c => c.TableId);
            // One live code a table, held by the database: two people pressing "new code" at once get one, not two.
            row.UniqueHere(nameof(TableCode.TableId)).HasFilter("revoked_at IS NULL");
            row.IndexHere(nameof(TableCode.TableId), nameof(TableCode.IssuedAt));
        });
    }
}
