using Microsoft.EntityFrameworkCore;
using Restpy.Backups.Runs;
using Restpy.Platform.Data;

namespace Restpy.Backups;

internal sealed class BackupsMap : IModelPart
{
    public void Map(ModelBuilder model) => model.Entity<BackupRun>(row =>
    {
        row.ToTable("backups_run");
        row.HasIndex(r => new { r.Kind, r.At });
    });
}
