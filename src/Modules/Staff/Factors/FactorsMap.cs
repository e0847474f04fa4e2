using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Staff.Factors;

internal sealed class FactorsMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<RoleSecurity>(row =>
        {
            row.ToTable("staff_role_security");
            row.UniqueHere(nameof(RoleSecurity.Role));
        });
        model.Entity<Factor>(row =>
        {
            row.ToTable("staff_factor");
            row.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId);
            row.HasIndex(f => f.Credential).IsUnique();
        });
        model.Entity<RecoveryCode>(row =>
        {
            row.ToTable("staff_recovery_code");
            row.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        });
        model.Entity<MailCode>(row =>
        {
            row.ToTable("staff_mail_code");
            row.HasKey(c => c.PersonId);
            row.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
            row.HasIndex(c => c.SentAt);
        });
        model.Entity<MailCodeSent>(row =>
        {
            row.ToTable("staff_code_mailing");
            row.HasIndex(c => c.PersonId);
            row.HasIndex(c => c.NetworkPrefix);
            row.HasIndex(c => c.At);
        });
        model.Entity<PasskeyChallenge>(row =>
        {
            row.ToTable("staff_passkey_challenge");
            row.HasIndex(c => c.EndsAt);
        });
        model.Entity<PendingSignIn>(row =>
        {
            row.ToTable("staff_pending");
            row.HasKey(p => p.Id);
            row.HasIndex(p => p.EndsAt);
        });
    }
}
