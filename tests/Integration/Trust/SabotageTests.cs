using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>
/// Each built control is broken in a running installation, here by a row or an object of the database. At the next
/// check the page must be red or say that it is not verified.
/// </summary>
public sealed class SabotageTests
{
    private const string Oldest =
        "(SELECT id FROM audit_entry WHERE restaurant_id = (SELECT id FROM tenancy_restaurant WHERE slug = "
            + "'spice-garden') ORDER BY id LIMIT 1)";
    private const string SqliteEmptyRow = "BEGIN SELECT RAISE(ABORT, 'The activity log is append-only.'); END";

    public static TheoryData<string, DatabaseKind, string> Statements => new()
    {
        // L2: the log cannot be changed.
        { "L2", DatabaseKind.Sqlite, "DROP TRIGGER audit_entry_never_updated" },
        { "L2", DatabaseKind.Sqlite, "DROP TRIGGER audit_entry_never_replaced" },
        { "L2", DatabaseKind.Sqlite,
            $"DROP TRIGGER audit_entry_never_updated; CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON "
                + $"audit_entry WHEN OLD.id = {Oldest} {SqliteEmptyRow}" },
        { "L2", DatabaseKind.Sqlite, "CREATE TRIGGER helpful AFTER INSERT ON audit_entry BEGIN SELECT 1; END" },
        { "L2", DatabaseKind.Postgres, "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_never_changed" },
        { "L2", DatabaseKind.Postgres,
            "CREATE OR REPLACE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                + "RETURN NULL; END; $$" },
        { "L2", DatabaseKind.Postgres, "GRANT UPDATE ON audit_entry TO restpy_app" },
        { "L2", DatabaseKind.Postgres, "CREATE POLICY helpful ON audit_entry USING (true)" },
        // H7: one restaurant never sees another.
        { "H7", DatabaseKind.Sqlite, "DROP TRIGGER wall_ordering_order_update" },
        { "H7", DatabaseKind.Sqlite,
            "DROP TRIGGER wall_billing_bill_insert; CREATE TRIGGER wall_billing_bill_insert BEFORE INSERT ON "
                + "billing_bill WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END" },
        { "H7", DatabaseKind.Postgres, "ALTER TABLE ordering_order NO FORCE ROW LEVEL SECURITY" },
        { "H7", DatabaseKind.Postgres, "CREATE POLICY helpful ON billing_bill USING (true)" },
        { "H7", DatabaseKind.Postgres, "GRANT SELECT ON billing_bill TO PUBLIC" },
        // H4: keys are sealed.
        { "H4", DatabaseKind.Sqlite, "UPDATE platform_key SET sealed_xml = '<key>plain</key>'" },
        { "H4", DatabaseKind.Postgres, "UPDATE platform_key SET sealed_xml = '<key>plain</key>'" },
        { "H4", DatabaseKind.Sqlite, "UPDATE platform_key SET name = name || '-moved'" },
        // P1: no card numbers, in whatever table and spelling.
        { "P1", DatabaseKind.Sqlite,
            "UPDATE staff_person SET name = 'Asha 4111_1111_1111_1111' WHERE email = 'waiter@spice-garden.example'" },
        { "P1", DatabaseKind.Postgres,
            "UPDATE staff_person SET name = 'Asha 4111_1111_1111_1111' WHERE email = 'waiter@spice-garden.example'" },
        { "P1", DatabaseKind.Sqlite,
            "UPDATE menu_item SET description = '{\"en\":\"Visa4111111111111111\"}' WHERE id = (SELECT id FROM "
                + "menu_item ORDER BY id LIMIT 1)" },
        { "P1", DatabaseKind.Postgres,
            "UPDATE menu_item SET description = '{\"en\":\"Visa4111111111111111\"}' WHERE id = (SELECT id FROM "
                + "menu_item ORDER BY id LIMIT 1)" },
        { "P1", DatabaseKind.Sqlite, "UPDATE tenancy_restaurant SET legal_name = '+378282246310005'" },
        // A4: guesses wait.
        { "A4", DatabaseKind.Sqlite,
            "CREATE TRIGGER forgetful AFTER UPDATE ON platform_try BEGIN UPDATE platform_try SET closed_until = 0 "
                + "WHERE id = NEW.id; END" },
        { "A4", DatabaseKind.Sqlite,
            "CREATE TRIGGER forgetful AFTER INSERT ON platform_try BEGIN DELETE FROM platform_try WHERE id = NEW.id; "
                + "END" },
        { "A4", DatabaseKind.Sqlite, "DROP TABLE platform_try" },
        { "A4", DatabaseKind.Postgres,
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.closed_until := 0; RETURN "
                + "NEW; END; $$; GRANT EXECUTE ON FUNCTION forget() TO restpy_app; CREATE TRIGGER forgetful BEFORE "
                + "UPDATE ON platform_try FOR EACH ROW EXECUTE FUNCTION forget()" },
        { "A4", DatabaseKind.Postgres, "REVOKE INSERT ON platform_try FROM restpy_app" },
        { "A4", DatabaseKind.Postgres, "CREATE RULE forget AS ON UPDATE TO platform_try DO INSTEAD NOTHING" },
        // L1: entries say who and from where.
        { "L1", DatabaseKind.Sqlite,
            "DROP TRIGGER audit_entry_never_updated; UPDATE audit_entry SET ip = '' WHERE actor_kind = 'Staff' OR "
                + "actor_kind = 0" },
        { "L1", DatabaseKind.Sqlite,
            "DROP TRIGGER audit_entry_never_updated; UPDATE audit_entry SET role = '' WHERE actor_kind = 'Staff'" },
        { "L1", DatabaseKind.Sqlite,
            "DROP TRIGGER audit_entry_never_updated; UPDATE audit_entry SET person_name = '' WHERE actor_kind = 'Staff'" },
        { "L1", DatabaseKind.Postgres,
            "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_never_changed; UPDATE audit_entry SET ip = '' WHERE "
                + "actor_kind = 'Staff'" },
        // L3: the log can be exported whole.
        { "L3", DatabaseKind.Sqlite, "ALTER TABLE audit_entry RENAME COLUMN user_agent TO browser" },
        { "L3", DatabaseKind.Sqlite, "ALTER TABLE audit_entry RENAME TO audit_entry_before" },
        { "L3", DatabaseKind.Sqlite,
            "DROP TRIGGER audit_entry_never_updated; UPDATE audit_entry SET id = 'torn' || rowid" },
        { "L3", DatabaseKind.Postgres, "REVOKE SELECT ON audit_entry FROM restpy_app" },
        // L4: the log can be searched.
        { "L4", DatabaseKind.Postgres, "DROP FUNCTION search_fold(text)" },
        { "L4", DatabaseKind.Postgres,
            "CREATE OR REPLACE FUNCTION search_fold(typed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' "
                + "|| typed $$; REVOKE EXECUTE ON FUNCTION search_fold(text) FROM restpy_app" },
        { "L4", DatabaseKind.Postgres, "REVOKE SELECT ON audit_entry FROM restpy_app" },
    };

    [Theory, MemberData(nameof(Statements))]
    public Task A_control_broken_in_the_database_is_not_called_verified(string claim, DatabaseKind kind, string sql) =>
    Sabotage.TurnsRedAsync(claim, kind, sql);
}
