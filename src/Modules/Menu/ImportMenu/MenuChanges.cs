using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ImportMenu;

internal enum ChangeKind
{
    New,
    Changed,
    Gone,
}

/// <summary>One row of the menu that an import makes, changes or takes away.</summary>
/// <param name="What">category, item, variant, group, modifier, price, off, choice.</param>
/// <param name="Fields">Of a changed row: what it was and what it becomes.</param>
internal sealed record MenuChange(ChangeKind Kind, string What, string Label, IReadOnlyList<FieldChange> Fields);

internal sealed record FieldChange(string Field, string Before, string After);

/// <summary>
/// Reads off the tracked rows what a save would do. The preview is the import itself, stopped before the save.
/// </summary>
internal sealed class MenuChanges
{
    private static readonly string[] Silent =
        [nameof(Item.EditedAt), nameof(IVersioned.Version), nameof(ITenantOwned.RestaurantId)];

    /// <summary>Of a row that comes or goes: which row it belongs to stands in its label.</summary>
    private static readonly string[] Unsaid =
        [nameof(Item.Sort), nameof(Variant.ItemId), nameof(BranchPrice.VariantId), nameof(BranchPrice.BranchId),
            nameof(Modifier.GroupId), nameof(OffAtBranch.Since), "Id", "Key", "Code"];

    private MenuChanges(IReadOnlyList<MenuChange> all) => All = all;

    public IReadOnlyList<MenuChange> All { get; }

    public int Count(ChangeKind kind) => All.Count(c => c.Kind == kind);

    /// <summary>The same for the same changes: what was agreed to is what is done.</summary>
    public string Digest =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', All.Select(
        c => $"{c.Kind}|{c.What}|{c.Label}|{string.Join('|', c.Fields.Select(f => $"{f.Field}={f.Before}>{f.After}"))}")
        .Order(StringComparer.Ordinal)))));

    public static MenuChanges Read(RestpyDb db, MenuRows rows, RestaurantInfo restaurant)
    {
        var labels = new Labels(db, rows, restaurant);
        return new([.. db.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => Change(e, labels, restaurant)).Where(c => c is not null).Select(c => c!)]);
    }

    private static MenuChange? Change(EntityEntry entry, Labels labels, RestaurantInfo restaurant)
    {
        if (labels.Of(entry.Entity) is not ({ } what, { } label)) return null;
        if (entry.State == EntityState.Added)
            return new(ChangeKind.New, what, label, Held(entry, labels, restaurant, isNew: true));
        if (entry.State == EntityState.Deleted)
            return new(ChangeKind.Gone, what, label, Held(entry, labels, restaurant, isNew: false));
        var fields = entry.Properties.Where(
            p => p.IsModified && !Silent.Contains(p.Metadata.Name) && !Equals(p.OriginalValue, p.CurrentValue))
            .Select(p => new FieldChange(p.Metadata.Name, Text(p.OriginalValue, p.Metadata.Name, labels, restaurant),
                Text(p.CurrentValue, p.Metadata.Name, labels, restaurant))).ToList();
        return fields.Count == 0 ? null : new(ChangeKind.Changed, what, label, fields);
    }

    /// <summary>
    /// What a new row will hold, or one that goes held; what is nothing, and its place in the database, is left out.
    /// </summary>
    private static List<FieldChange> Held(EntityEntry entry, Labels labels, RestaurantInfo restaurant, bool isNew)
    {
        var held = new List<FieldChange>();
        foreach (var property in entry.Properties.Where(
            p => !p.Metadata.IsKey() && !Unsaid.Contains(p.Metadata.Name) && !Silent.Contains(p.Metadata.Name)))
        {
            var value = isNew ? property.CurrentValue : property.OriginalValue;
            var isNothing = value is null or "" or false
                || (value is Enum flags && Convert.ToInt64(flags, CultureInfo.InvariantCulture) == 0
                    && property.Metadata.Name != nameof(Item.Diet));
            var text = isNothing ? "" : Text(value, property.Metadata.Name, labels, restaurant);
            if (text.Length > 0)
                held.Add(isNew ? new(property.Metadata.Name, "", text) : new(property.Metadata.Name, text, ""));
        }
        return held;
    }

    private static string Text(object? value, string field, Labels labels, RestaurantInfo restaurant) => value switch
    {
        null => "",
        bool yes => yes ? "✓" : "✗",
        long minor when field == nameof(Item.PriceMinor) => Money.Format(minor, restaurant.Currency),
        LocalText text => string.Join(" · ", text.Texts.Values),
        Guid category => labels.Category(category),
        DateTimeOffset => "✓",
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What a person calls a row.</summary>
    private sealed class Labels(RestpyDb db, MenuRows rows, RestaurantInfo restaurant)
    {
        private readonly Dictionary<Guid, string> _items =
            rows.Items.ToDictionary(i => i.Id, i => $"{i.Code} {i.Name.In(restaurant.Languages[0])}");
        private readonly Dictionary<Guid, string> _groups =
            rows.Groups.ToDictionary(g => g.Id, g => g.Name.In(restaurant.Languages[0]));
        private readonly Dictionary<Guid, string> _variants = db.ChangeTracker.Entries<Variant>()
            .ToDictionary(v => v.Entity.Id, v => v.Entity.Name.In(restaurant.Languages[0]));

        public string Category(Guid id) =>
            rows.Categories.Find(c => c.Id == id)?.Name.In(restaurant.Languages[0]) ?? "";

        public (string? What, string? Label) Of(object row) => row switch
        {
            Category c => ("category", c.Name.In(restaurant.Languages[0])),
            Item i => ("item", _items[i.Id]),
            Variant v => ("variant", $"{Item(v.ItemId)} · {_variants[v.Id]}"),
            ModifierGroup g => ("group", _groups[g.Id]),
            Modifier m =>
                ("modifier", $"{_groups.GetValueOrDefault(m.GroupId)} · {m.Name.In(restaurant.Languages[0])}"),
            ItemGroup g => ("choice", $"{Item(g.ItemId)} · {_groups.GetValueOrDefault(g.GroupId)}"),
            BranchPrice p => ("price",
                $"{Item(p.ItemId)}{(p.VariantId is { } v ? " · " + _variants.GetValueOrDefault(v) : "")} · "
                    + $"{restaurant.Branch(p.BranchId).Name} {Money.Format(p.PriceMinor, restaurant.Currency)}"),
            OffAtBranch o => ("off", $"{Item(o.ItemId)} · {restaurant.Branch(o.BranchId).Name}"),
            _ => (null, null),
        };

        private string Item(Guid id) => _items.GetValueOrDefault(id, "");
    }
}
