using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Tenancy;

internal sealed class TenancyMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Restaurant>(row =>
        {
            row.ToTable("tenancy_restaurant");
            row.HasIndex(r => r.Slug).IsUnique();
            row.Property(r => r.IsCanary).HasDefaultValue(false);
        });
        model.Entity<Branch>(row =>
        {
            row.ToTable("tenancy_branch");
            row.UniqueHere(nameof(Branch.Code));
            row.UniqueHere(nameof(Branch.Key));
            row.HasOne<Restaurant>().WithMany().HasForeignKey(b => b.RestaurantId);
        });
    }
}
