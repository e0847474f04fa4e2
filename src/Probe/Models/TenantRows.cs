using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Probe.Canaries;

namespace Restpy.Probe.Models;

/// <param name="Hash">Over every column.</param>
internal sealed record RowFacts(string Table, string Key, Guid? Id, string Hash,
    IReadOnlyList<(string Column, Guid Value)> Ids, IReadOnlyList<string> Texts);

/// <summary>
/// All rows of a restaurant, read through the model: their ids, and a fingerprint of each to see that nothing touched
/// it.
/// </summary>
internal sealed class TenantRows(CanaryStore canaries, IModel model)
{
    private static readonly MethodInfo Owned =
        typeof(TenantRows).GetMethod(nameof(OwnedAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Shared =
        typeof(TenantRows).GetMethod(nameof(SharedAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public IReadOnlyList<IEntityType> Tenant { get; } =
        [.. model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType))];

    private IEnumerable<IEntityType> OfAll =>
        model.GetEntityTypes().Where(t => !typeof(ITenantOwned).IsAssignableFrom(t.ClrType) && !t.IsOwned());

    /// <summary>Its own rows, and those of the shared tables that name it or one of its people. Newest last.</summary>
    public async Task<List<RowFacts>> OfAsync(Guid restaurant, CancellationToken ct)
    {
        var rows = new List<RowFacts>();
        foreach (var type in Tenant)
            rows.AddRange(
                (await canaries.InAsync(restaurant, null,
                    s => CallAsync(Owned, type, s.GetRequiredService<RestpyDb>(), restaurant, ct)))
                    .Select(row => Facts(type, row)));
        var named = rows.SelectMany(r => r.Ids).Select(i => i.Value).Append(restaurant).Distinct().ToList();
        foreach (var type in OfAll)
            rows.AddRange(
                (await canaries.InAsync(restaurant, null,
                    s => CallAsync(Shared, type, s.GetRequiredService<RestpyDb>(), named, type, restaurant, ct)))
                    .Select(row => Facts(type, row)));
        return rows;
    }

    private static Task<List<object>> CallAsync(MethodInfo read, IEntityType type, params object[] arguments) =>
        (Task<List<object>>)read.MakeGenericMethod(type.ClrType).Invoke(null, arguments)!;

    private static async Task<List<object>> OwnedAsync<T>(RestpyDb db, Guid restaurant, CancellationToken ct)
        where T : class, ITenantOwned =>
        [.. await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().Where(r => r.RestaurantId == restaurant)
            .OrderBy(r => r.Id).ToListAsync(ct)];

    private static async Task<List<object>> SharedAsync<T>(
        RestpyDb db, List<Guid> named, IEntityType type, Guid restaurant, CancellationToken ct) where T : class
    {
        var rows = db.Set<T>().AsNoTracking().IgnoreAutoIncludes();
        if (type.FindProperty("RestaurantId") is { } owner)
            return [
                .. await (owner.IsNullable ? rows.Where(r => EF.Property<Guid?>(r, "RestaurantId") == restaurant)
                    : rows.Where(r => EF.Property<Guid>(r, "RestaurantId") == restaurant)).ToListAsync(ct)];
        if (type.FindPrimaryKey()?.Properties is [{ Name: "Id" } key] && key.ClrType == typeof(Guid))
            return [.. await rows.Where(r => named.Contains(EF.Property<Guid>(r, "Id"))).ToListAsync(ct)];
        return [];
    }

    private static RowFacts Facts(IEntityType type, object row)
    {
        var values = type.GetProperties().Where(p => p.PropertyInfo is not null)
            .OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => (p.Name, Value: p.PropertyInfo!.GetValue(row)))
            .ToList();
        var key = string.Join('/', type.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo?.GetValue(row)));
        var hash = Convert.ToHexString(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(values.ToDictionary(v => v.Name, v => v.Value))));
        return new(
            type.GetTableName()!, key, values.Find(v => v.Name == "Id").Value as Guid?, hash,
            [.. values.Where(v => v.Value is Guid).Select(v => (v.Name, (Guid)v.Value!))],
            [.. values.Select(v => v.Value).OfType<string>()]);
    }
}
