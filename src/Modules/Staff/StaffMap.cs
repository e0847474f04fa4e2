using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.Approving;
using Restpy.Staff.Factors;
using Restpy.Staff.Invite;
using Restpy.Staff.Networks;
using Restpy.Staff.Pins;
using Restpy.Staff.Reset;
using Restpy.Staff.Rights;
using Restpy.Staff.SignIn;
using Restpy.Staff.Tablets;

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
            row.HasIndex(s => new { s.RestaurantId, s.MemberId });
            row.Property(s => s.ProvedAt).HasDefaultValue(DateTimeOffset.UnixEpoch);
            row.Property(s => s.Second).HasDefaultValue(SecondFactorMethod.None);
            row.Property(s => s.OnlyEnrols).HasDefaultValue(false);
        });
        model.Entity<MemberStamps>(row =>
        {
            row.ToTable("staff_tenure");
            row.HasKey(t => t.MemberId);
        });
        model.Entity<RoleRule>(row =>
        {
            row.ToTable("staff_role_rule");
            row.UniqueHere(nameof(RoleRule.Role), nameof(RoleRule.Permission));
        });
        model.Entity<Override>(row =>
        {
            row.ToTable("staff_override");
            row.RefersTo<Override, Member>(o => o.MemberId);
            row.IndexHere(nameof(Override.MemberId), nameof(Override.EndedAt));
        });
        model.Entity<Pin>(row =>
        {
            row.ToTable("staff_pin");
            row.RefersTo<Pin, Member>(p => p.MemberId);
            row.UniqueHere(nameof(Pin.MemberId));
            row.Property(p => p.Given).HasDefaultValue(false);
        });
        model.Entity<Tablet>(row =>
        {
            row.ToTable("staff_tablet");
            row.IndexHere(nameof(Tablet.BranchId), nameof(Tablet.EndedAt));
        });
        model.Entity<TabletKey>(row =>
        {
            row.ToTable("staff_tablet_key");
            row.HasKey(k => k.Id);
            row.HasIndex(k => new { k.RestaurantId, k.TabletId });
            row.HasIndex(k => k.EndsAt);
        });
        model.Entity<Invitation>(row =>
        {
            row.ToTable("staff_invitation");
            row.IndexHere(nameof(Invitation.CreatedAt));
        });
        model.Entity<PasswordReset>(row =>
        {
            row.ToTable("staff_password_reset");
            row.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId);
            row.HasIndex(r => r.EndsAt);
        });
        model.Entity<ApiToken>(row =>
        {
            row.ToTable("staff_api_token");
            row.Ignore(t => t.ScopeList);
            row.RefersTo<ApiToken, Member>(t => t.MadeByMember);
            row.IndexHere(nameof(ApiToken.MadeByMember));
        });
        model.Entity<ApiTokenUse>(row => row.ToTable("staff_api_token_use"));
        model.Entity<TokenReminder>(row =>
        {
            row.ToTable("staff_token_reminder");
            row.HasKey(r => r.Id);
            row.HasIndex(r => r.DueAt);
        });
        model.Entity<Approval>(row =>
        {
            row.ToTable("staff_approval");
            // One open question about a thing.
            row.UniqueHere(nameof(Approval.Act), nameof(Approval.SubjectId)).HasFilter("state = 'Pending'");
            row.IndexHere(nameof(Approval.BranchId), nameof(Approval.AskedAt));
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
