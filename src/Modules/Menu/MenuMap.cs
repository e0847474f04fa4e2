using Microsoft.EntityFrameworkCore;
using Restpy.Menu.ImportMenu;
using Restpy.Platform.Data;

namespace Restpy.Menu;

internal sealed class MenuMap : IModelPart
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Category>(row =>
        {
            row.ToTable("menu_category");
            row.UniqueHere(nameof(Category.Key));
        });
        model.Entity<Item>(row =>
        {
            row.ToTable("menu_item");
            row.UniqueHere(nameof(Item.Code));
            row.RefersTo<Item, Category>(i => i.CategoryId);
            row.Owns(i => i.Variants, nameof(Variant.ItemId));
            row.Owns(i => i.Groups, nameof(ItemGroup.ItemId));
        });
        model.Entity<Variant>(row =>
        {
            row.ToTable("menu_variant");
            row.UniqueHere(nameof(Variant.ItemId), nameof(Variant.Code));
        });
        model.Entity<ModifierGroup>(row =>
        {
            row.ToTable("menu_modifier_group");
            row.UniqueHere(nameof(ModifierGroup.Key));
            row.Owns(g => g.Modifiers, nameof(Modifier.GroupId));
        });
        model.Entity<Modifier>(row =>
        {
            row.ToTable("menu_modifier");
            row.UniqueHere(nameof(Modifier.GroupId), nameof(Modifier.Code));
        });
        model.Entity<ItemGroup>(row =>
        {
            row.ToTable("menu_item_group");
            row.UniqueHere(nameof(ItemGroup.ItemId), nameof(ItemGroup.GroupId));
            row.RefersTo<ItemGroup, ModifierGroup>(g => g.GroupId);
        });
        MapBranches(model);
    }

    private static void MapBranches(ModelBuilder model)
    {
        model.Entity<BranchPrice>(row =>
        {
            row.ToTable("menu_branch_price");
            row.UniqueHere(nameof(BranchPrice.BranchId), nameof(BranchPrice.ItemId)).HasFilter("variant_id IS NULL");
            row.UniqueHere(nameof(BranchPrice.BranchId), nameof(BranchPrice.VariantId));
            row.RefersTo<BranchPrice, Item>(p => p.ItemId);
            // A variant that goes takes its prices with it, also those of branches the person does not see.
            row.HasOne<Variant>().WithMany()
                .HasForeignKey(nameof(BranchPrice.RestaurantId), nameof(BranchPrice.VariantId))
                .OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<OffAtBranch>(row =>
        {
            row.ToTable("menu_off_at_branch");
            row.UniqueHere(nameof(OffAtBranch.BranchId), nameof(OffAtBranch.ItemId));
            row.RefersTo<OffAtBranch, Item>(o => o.ItemId);
        });
        model.Entity<ItemStock>(row =>
        {
            row.ToTable("menu_stock");
            row.UniqueHere(nameof(ItemStock.BranchId), nameof(ItemStock.ItemId));
            row.RefersTo<ItemStock, Item>(s => s.ItemId);
        });
        model.Entity<MenuUpload>(row =>
        {
            row.ToTable("menu_upload");
            row.Property(u => u.Mapping).HasDefaultValue("");
            row.IndexHere(nameof(MenuUpload.At));
        });
        model.Entity<MenuMapping>(row =>
        {
            row.ToTable("menu_mapping");
            row.UniqueHere(nameof(MenuMapping.Headings));
        });
    }
}
