using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Trust.Reports;

namespace Restpy.Trust;

internal sealed class TrustMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<ProbeRun>(row =>
        {
            row.ToTable("trust_probe");
            row.Property(r => r.Seal).HasDefaultValue("");
            row.HasIndex(r => r.At);
        });
        model.Entity<PolicyReport>(row =>
        {
            row.ToTable("trust_report");
            row.HasKey(r => new { r.Day, r.Directive, r.Page, r.Source });
        });
    }
}
