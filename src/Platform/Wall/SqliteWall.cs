// Reviewed raw SQL: reads which triggers SQLite has; no table of the product is touched.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Platform.Data;

namespace Restpy.Platform.Wall;

/// <summary>
/// The wall in SQLite: three triggers for each table with a restaurant, which refuse a write for another than the
/// scope's.
/// SQLite knows no policies for reading; there the query filters stand alone.
/// </summary>
public static class SqliteWall
{
    /// <summary>The tables with a restaurant's rows, as the model has them.</summary>
    public static IEnumerable<string> Tables(IModel model) =>
        from type in model.GetEntityTypes()
        where type.GetProperties().Any(p => p.GetColumnName() == "restaurant_id")
        orderby type.GetTableName()
        select type.GetTableName();

    /// <summary>What a script writes for a new table.</summary>
    public static IEnumerable<string> Triggers(string table, TenantBypassList bypasses) =>
        from verb in new[] { "INSERT", "UPDATE", "DELETE" } select Trigger(table, verb, bypasses);

    /// <returns>A sentence for each gap; none when the wall stands everywhere.</returns>
    public static async Task<IReadOnlyList<string>> GapsAsync(
        DbConnection connection, IModel model, TenantBypassList bypasses, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE type = 'trigger'";
        var there = new HashSet<string>();
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) there.Add(row.GetString(0));
        return [.. Tables(model).SelectMany(table => Triggers(table, bypasses)).Where(t => !there.Contains(t))
            .Select(t => $"SQLite is without this, or has another of that name: {t}")];
    }

    // Whether there is a bypass is asked only where the row is not the scope's: the usual write pays for one call.
    private static string Trigger(string table, string verb, TenantBypassList declared)
    {
        var foreign = verb switch
        {
            "INSERT" => Foreign("NEW"),
            "DELETE" => Foreign("OLD"),
            _ => $"({Foreign("OLD")} OR {Foreign("NEW")})",
        };
        var bypasses = from bypass in declared.All
                       where bypass.Tables.Any(o => o.Table == table && o.Verbs.Contains(verb))
                       select $" AND current_door() IS NOT '{bypass.Name}{(bypass.Key is null ? "'"
                           : $":' || {(verb == "INSERT" ? "NEW" : "OLD")}.{bypass.Key}")}";
        return $"CREATE TRIGGER wall_{table}_{verb.ToLowerInvariant()} BEFORE {verb} ON {table} WHEN "
            + $"{foreign}{string.Concat(bypasses)} AND current_door() IS NOT '{TenantBypasses.Migration}' BEGIN SELECT "
            + $"RAISE(ABORT, 'This row is another restaurant''s.'); END";
    }

    private static string Foreign(string row) => $"{row}.restaurant_id IS NOT current_restaurant()";
}
