// Reviewed raw SQL: locks rows, with restaurant_id from the scope as a parameter, and names.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

public sealed partial class UnitOfWork
{
    /// <summary>Holds the row until the end of the transaction, so that check and act see the same thing.</summary>
    /// <returns>False when there is no such row in this restaurant.</returns>
    public async Task<bool> LockAsync<T>(Guid id, CancellationToken ct) where T : class, ITenantOwned
    {
        // SQLite's single writer holds the whole database already.
        var table = _db.Model.FindEntityType(typeof(T))!.GetTableName();
        var suffix = IsPostgres ? " FOR UPDATE" : "";
        return await ScalarAsync($"SELECT 1 FROM {table} WHERE restaurant_id = @r AND id = @i{suffix}", ct,
            ("@r", _db.Scope.Restaurant), ("@i", id)) is not null;
    }

    /// <summary>
    /// Holds these rows, in the order of their ids: two who hold the same rows wait for each other instead of in a
    /// circle.
    /// </summary>
    public async Task LockAllAsync<T>(IReadOnlyCollection<Guid> ids, CancellationToken ct) where T : class, ITenantOwned
    {
        if (!IsPostgres || ids.Count == 0) return;
        var table = _db.Model.FindEntityType(typeof(T))!.GetTableName();
        await RunAsync($"SELECT 1 FROM {table} WHERE restaurant_id = @r AND id = ANY (@i) ORDER BY id FOR UPDATE", ct,
            ("@r", _db.Scope.Restaurant), ("@i", ids.ToArray()));
    }

    /// <summary>
    /// Keeps others with the same name out until the end of the transaction, where there is no row to lock yet.
    /// </summary>
    public Task LockAsync(string name, CancellationToken ct) => HoldAllAsync([name], ct);

    /// <summary>
    /// The same for several names, one after the other as they are given: whoever holds the same ones gives them in the
    /// same order.
    /// </summary>
    public async Task HoldAllAsync(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        if (!IsPostgres || names.Count == 0) return;
        // Sorted in a question of its own, so that the locks are taken in that order.
        const string sql =
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM (SELECT name FROM unnest(@n) WITH "
                + "ORDINALITY AS held (name, place) ORDER BY place OFFSET 0) AS ordered";
        await RunAsync(sql, ct, ("@n", names.Select(name => $"{_db.Scope.RestaurantId:N}:{name}").ToArray()));
    }
}
