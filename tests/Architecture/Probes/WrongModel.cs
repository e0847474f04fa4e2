using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.ArchitectureTests.Probes;

/// <summary>Breaks every rule of the model once, so that the rules are seen to bite.</summary>
internal sealed class WrongModel(DbContextOptions<WrongModel> options) : DbContext(options)
{
    public static IModel Build()
    {
        using var db = new WrongModel(
            new DbContextOptionsBuilder<WrongModel>().UseSqlite("Data Source=:memory:").Options);
        return db.GetService<IDesignTimeModel>().Model;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ProtectionKey>(row => row.ToTable("platform_key").HasKey(k => k.Name));
        modelBuilder.Entity<Crate>(row =>
        {
            row.ToTable("loose_crate");
            row.HasOne<ProtectionKey>().WithMany().HasForeignKey(c => c.KeyName);
        });
        modelBuilder.Entity<Shelf>(row =>
        {
            row.ToTable("architecturetests_shelf").HasKey(s => s.Id);
            row.Property(s => s.Id).HasColumnName("id");
            row.HasIndex(s => s.Name).IsUnique();
        });
        modelBuilder.Entity<Jar>(row =>
        {
            row.ToTable("architecturetests_jar").HasKey(j => new { j.RestaurantId, j.Id });
            row.HasOne<Shelf>().WithMany().HasForeignKey(j => j.ShelfId);
            row.HasQueryFilter("restaurant", j => j.RestaurantId != Guid.Empty);
        });
    }
}

internal sealed class Crate
{
    public Guid Id { get; init; }
    public string KeyName { get; init; } = "";
}

internal sealed class Shelf : ITenantOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
}

internal sealed class Jar : IBranchOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public Guid BranchId { get; init; }
    public Guid ShelfId { get; init; }
    public DateTimeOffset FilledAt { get; init; }
    public decimal PriceMinor { get; init; }
}
