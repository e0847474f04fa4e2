using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// What the database is told about the work that asks: its restaurant, and the bypass it goes through, if any.
/// </summary>
/// <param name="Restaurant">Null: no restaurant's rows.</param>
/// <param name="TenantBypass">Name and, where the bypass has one, key; "" for none.</param>
internal readonly record struct DbTenant(Guid? Restaurant, string TenantBypass)
{
    public static readonly DbTenant Nobody = new(null, "");

    public bool IsNobody => Restaurant is null && TenantBypass.Length == 0;
}

/// <summary>A bypass that stands open until this is disposed.</summary>
public readonly struct OpenTenantBypass : IDisposable
{
    private readonly Data.RestpyDb _db;
    private readonly string _before;

    internal OpenTenantBypass(Data.RestpyDb db, string before) => (_db, _before) = (db, before);

    public void Dispose() => _db.EndBypass(_before);
}
