using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Platform.Pictures;

namespace Restpy.Platform;

internal sealed class PlatformMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<AuditEntry>(row =>
        {
            row.ToTable("audit_entry");
            row.Property(e => e.Remark).HasDefaultValue("");
            row.IndexHere(nameof(AuditEntry.At));
            row.IndexHere(nameof(AuditEntry.PersonId), nameof(AuditEntry.At));
            row.IndexHere(nameof(AuditEntry.ObjectId), nameof(AuditEntry.At));
            row.IndexHere(nameof(AuditEntry.Action), nameof(AuditEntry.At));
        });
        model.Entity<OutboxEvent>(row =>
        {
            row.ToTable("platform_outbox");
            row.Property(e => e.Data).HasDefaultValue("");
            row.IndexHere(nameof(OutboxEvent.Position));
            // For the sequencer, which goes through all restaurants: what waits for a place, and what is newer than
            // one.
            row.HasIndex(nameof(OutboxEvent.Position), nameof(OutboxEvent.Id));
        });
        model.Entity<CommandRecord>(row =>
        {
            row.ToTable("platform_command");
            row.IndexHere(nameof(CommandRecord.At));
        });
        model.Entity<Picture>(row => row.ToTable("platform_picture"));
        model.Entity<Counter>(row =>
        {
            row.ToTable("platform_counter");
            row.UniqueHere(nameof(Counter.Series), nameof(Counter.Period));
        });
        model.Entity<ProtectionKey>(row =>
        {
            row.ToTable("platform_key");
            row.HasKey(k => k.Name);
        });
        model.Entity<SharedRateLimit>(row =>
        {
            row.ToTable("platform_bucket");
            row.HasKey(b => b.Id);
        });
        model.Entity<FailedAttempts>(row =>
        {
            row.ToTable("platform_try");
            row.HasIndex(nameof(FailedAttempts.LastAt));
        });
        model.Entity<ConsumerCursor>(row =>
        {
            row.ToTable("platform_consumer");
            row.HasKey(c => c.Name);
        });
        model.Entity<Delivery>(row =>
        {
            row.ToTable("platform_delivery");
            row.HasIndex(d => new { d.Consumer, d.EventId }).IsUnique();
            row.HasIndex(d => new { d.Consumer, d.NextAt });
        });
        model.Entity<QueuedEmail>(row =>
        {
            row.ToTable("platform_mail");
            row.HasIndex(nameof(QueuedEmail.NextAt));
            row.HasIndex(nameof(QueuedEmail.QueuedAt));
        });
    }
}
