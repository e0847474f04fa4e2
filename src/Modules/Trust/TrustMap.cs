using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Trust;

internal sealed class TrustMap : IModelPart
{
    public void Map(ModelBuilder model) => model.Entity<ProbeRun>(row =>
    {
        row.ToTable("trust_probe");
        row.HasIndex(r => r.At);
    });
}
