#pragma warning disable RS0030 // The wall is broken on purpose, in databases of this test alone.
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Wall;

/// <summary>Probes: whatever is taken out of the wall, the check names it.</summary>
public sealed class WallGapTests
{
    [Theory]
    [InlineData("DROP POLICY restaurant ON ordering_order", "ordering_order is without its policy restaurant")]
    [InlineData("ALTER POLICY restaurant ON ordering_order USING (true)",
        "ordering_order is without its policy restaurant")]
    [InlineData("DROP POLICY restaurant ON ordering_order; CREATE POLICY restaurant ON ordering_order USING "
        + "(restaurant_id = nullif(current_setting('app.restaurant_id', true), '')::uuid) WITH CHECK (true)",
        "ordering_order is without its policy restaurant")]
    [InlineData("CREATE POLICY soft ON ordering_order USING (true)",
        "ordering_order has a policy nobody reviewed: soft")]
    [InlineData("CALL restpy_door('ordering_order', 'stream', ARRAY['SELECT'])",
        "ordering_order has a policy nobody reviewed: door_stream_select")]
    [InlineData("DROP POLICY door_session_update ON staff_session; CREATE POLICY door_session_update ON "
        + "staff_session FOR UPDATE TO restpy_app USING (true)",
        "staff_session is without its policy door_session_update")]
    [InlineData("ALTER TABLE menu_item DISABLE ROW LEVEL SECURITY", "menu_item has no row-level security")]
    [InlineData("ALTER TABLE menu_item NO FORCE ROW LEVEL SECURITY",
        "menu_item has no row-level security, or not for its owner")]
    [InlineData("CREATE TABLE jar (restaurant_id uuid NOT NULL)", "jar has no decision")]
    [InlineData("CREATE TABLE jar (id uuid NOT NULL)", "jar has no decision")]
    [InlineData("CREATE TABLE jar (restaurant_id uuid NOT NULL); GRANT SELECT ON jar TO restpy_app",
        "jar has no row-level security")]
    [InlineData("GRANT TRUNCATE ON menu_item TO restpy_app", "menu_item may be emptied")]
    [InlineData("GRANT UPDATE (reason) ON audit_entry TO restpy_app", "audit_entry may be changed")]
    [InlineData("GRANT SELECT ON staff_person TO PUBLIC", "staff_person is open to everybody")]
    [InlineData("CREATE VIEW jar AS SELECT * FROM menu_item", "jar is a view")]
    [InlineData(
        "CREATE FUNCTION jar() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM menu_item'",
        "jar() runs with the rights of who made it")]
    [InlineData("GRANT SELECT ON activity.audit_entry_before TO restpy_app",
        "audit_entry_before is a part of another table and open by itself")]
    [InlineData("GRANT INSERT (reason) ON activity.audit_entry_rest TO restpy_reporting",
        "audit_entry_rest is a part of another table and open by itself")]
    [InlineData("ALTER TABLE activity.audit_entry_before NO FORCE ROW LEVEL SECURITY",
        "audit_entry_before has no row-level security")]
    [InlineData("CREATE POLICY soft ON activity.audit_entry_rest USING (true)",
        "audit_entry_rest has a policy nobody reviewed: soft")]
    [InlineData("GRANT USAGE ON SCHEMA activity TO restpy_app", "The schema activity to restpy_app is open")]
    [InlineData("GRANT CREATE ON SCHEMA upkeep TO restpy_app", "The schema upkeep to restpy_app is open")]
    [InlineData("ALTER FUNCTION upkeep.make_activity_months() RESET search_path",
        "upkeep.make_activity_months() runs with the rights of who made it")]
    [InlineData("CREATE FUNCTION upkeep.jar() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM "
        + "menu_item'", "upkeep.jar() runs with the rights of who made it")]
    public async Task On_postgres_a_gap_is_named(string broken, string named)
    {
        TestDatabases.NeedPostgres();
        var database = DatabaseOptions.From(
            TestDatabases.NewFolder(), await TestDatabases.NewAsync(DatabaseKind.Postgres));
        await using var owner =
            await TestDatabases.OpenAsync(TestDatabases.As(PostgresRoles.Owner, database.ConnectionString));
        Assert.Empty(await PostgresWall.GapsAsync(owner, TestDatabases.Bypasses, default));
        await using var command = owner.CreateCommand();
        command.CommandText = broken;
        await command.ExecuteNonQueryAsync();
        Assert.Contains(await PostgresWall.GapsAsync(owner, TestDatabases.Bypasses, default),
            gap => gap.StartsWith(named, StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(
            () => PostgresStart.CheckAsync(database, TestDatabases.Bypasses, default));
        Assert.Contains(named, refusal.Message);
    }

    [Theory]
    [InlineData("DROP TRIGGER wall_ordering_order_insert", "wall_ordering_order_insert")]
    [InlineData("DROP TRIGGER wall_menu_item_delete; CREATE TRIGGER wall_menu_item_delete BEFORE DELETE ON menu_item "
        + "WHEN 0 BEGIN SELECT RAISE(ABORT, 'Never.'); END", "wall_menu_item_delete")]
    [InlineData("DROP TABLE ordering_basket_line; CREATE TABLE ordering_basket_line (restaurant_id TEXT, id TEXT)",
        "wall_ordering_basket_line_update")]
    public async Task On_SQLite_a_gap_is_named(string broken, string named)
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var scope = restpy.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<RestpyDb>().Model;
        Assert.Empty(await SqliteWall.GapsAsync(connection, model, TestDatabases.Bypasses, default));
        await using var command = connection.CreateCommand();
        command.CommandText = broken;
        await command.ExecuteNonQueryAsync();
        Assert.Contains(await SqliteWall.GapsAsync(connection, model, TestDatabases.Bypasses, default),
            gap => gap.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_postgres_only_a_declared_migration_changes_rows_of_all_restaurants()
    {
        TestDatabases.NeedPostgres();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Postgres);
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        await using var owner =
            await TestDatabases.OpenAsync(TestDatabases.As(PostgresRoles.Owner, database.ConnectionString));
        await using var command = owner.CreateCommand();
        command.CommandText = "UPDATE tenancy_branch SET phone = phone";
        Assert.Equal(0, await command.ExecuteNonQueryAsync());
        PostgresScope.Prefix(command, new(null, TenantBypasses.Migration));
        Assert.True(await command.ExecuteNonQueryAsync() >= 3);
        // The same words from the application open nothing.
        await using var application = await TestDatabases.OpenAsync(database.ConnectionString);
        await using var attempt = application.CreateCommand();
        attempt.CommandText = "UPDATE tenancy_branch SET phone = phone";
        PostgresScope.Prefix(attempt, new(null, TenantBypasses.Migration));
        Assert.Equal(0, await attempt.ExecuteNonQueryAsync());
    }
}
