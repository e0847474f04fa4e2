using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Staff.Networks;
using Restpy.Staff.SignIn;

namespace Restpy.Staff;

internal sealed class StaffMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Person>(row =>
        {
            row.ToTable("staff_person");
            row.HasIndex(p => p.Email).IsUnique();
        });
        model.Entity<Member>(row =>
        {
            row.ToTable("staff_member");
            row.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
            row.UniqueHere(nameof(Member.PersonId), nameof(Member.BranchId));
        });
        model.Entity<Membership>(row =>
        {
            row.ToTable("staff_membership");
            row.HasKey(m => new { m.PersonId, m.RestaurantId, m.MemberId });
        });
        model.Entity<StaffSession>(row =>
        {
            row.ToTable("staff_session");
            row.HasKey(s => s.Id);
            row.HasIndex(s => s.PersonId);
        });
        model.Entity<AllowedNetworks>(row =>
        {
            row.ToTable("staff_network");
            row.UniqueHere(nameof(AllowedNetworks.Subject));
        });
        model.Entity<StaffDevice>(row =>
        {
            row.ToTable("staff_device");
            row.HasKey(d => new { d.PersonId, d.Id });
            row.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId);
            row.HasIndex(d => d.LastAt);
        });
    }
}
