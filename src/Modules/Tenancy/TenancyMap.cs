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
            row.Property(r => r.SuspendedWhy).HasDefaultValue("");
            row.Property(r => r.GuideMarks).HasDefaultValue("");
            // A restaurant that sets none has the longest; the sentinel tells "not set" from a value of the model.
            row.Property(r => r.IdleMinutes).HasDefaultValue(IdleLimits.LongestDesk)
                .HasSentinel(IdleLimits.LongestDesk);
            row.Property(r => r.SharedIdleMinutes).HasDefaultValue(IdleLimits.LongestShared)
                .HasSentinel(IdleLimits.LongestShared);
        });
        model.Entity<Branch>(row =>
        {
            row.ToTable("tenancy_branch");
            row.UniqueHere(nameof(Branch.Code));
            row.UniqueHere(nameof(Branch.Key));
            row.Property(b => b.RegistrationNumber).HasDefaultValue("");
            row.Property(b => b.BillNote).HasDefaultValue("");
            row.Property(b => b.Tenders).HasDefaultValue("");
            row.Property(b => b.UpiId).HasDefaultValue("");
            row.Property(b => b.NumbersOnPrint).HasDefaultValue(false);
            row.Property(b => b.Hours).HasDefaultValue("");
            row.Property(b => b.PickupHours).HasDefaultValue("");
            row.HasOne<Restaurant>().WithMany().HasForeignKey(b => b.RestaurantId);
        });
    }
}
