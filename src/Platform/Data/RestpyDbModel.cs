using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// The model: what the modules map, the conventions, and the filters of every query on a tenant class.
/// </summary>
public sealed partial class RestpyDb
{
    // Members of the instance, not captured values: the model is cached once for all restaurants.
    private Guid RestaurantInScope => Scope.Restaurant;

    private Guid? BranchInScope => Scope.BranchId;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var part in this.GetService<ModelParts>().All) part.Map(modelBuilder);
        Conventions.Apply(modelBuilder);
        modelBuilder.HasDbFunction(typeof(SearchText).GetMethod(nameof(SearchText.Fold))!).HasName("search_fold");
        foreach (var type in modelBuilder.Model.GetEntityTypes().Select(t => t.ClrType).ToList())
        {
            if (typeof(IBranchOwned).IsAssignableFrom(type)) Call(nameof(FilterBranch), type, modelBuilder);
            if (typeof(ITenantOwned).IsAssignableFrom(type)) Call(nameof(FilterRestaurant), type, modelBuilder);
        }
    }

    private void FilterRestaurant<T>(ModelBuilder model) where T : class, ITenantOwned =>
        model.Entity<T>().HasQueryFilter("restaurant", row => row.RestaurantId == RestaurantInScope);

    private void FilterBranch<T>(ModelBuilder model) where T : class, IBranchOwned =>
        model.Entity<T>().HasQueryFilter("branch", row => BranchInScope == null || row.BranchId == BranchInScope);

    private void Call(string method, Type type, ModelBuilder model) =>
        GetType().GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .MakeGenericMethod(type).Invoke(this, [model]);
}
