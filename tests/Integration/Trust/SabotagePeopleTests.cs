using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>The controls of people, broken by rows written past the product and by objects of the database.</summary>
public sealed class SabotagePeopleTests
{
    private const string Garden = "(SELECT id FROM tenancy_restaurant WHERE slug = 'spice-garden')";

    private const string Owner =
        "(SELECT m.id FROM staff_member m JOIN staff_person p ON p.id = m.person_id WHERE p.email = "
            + "'owner@spice-garden.example')";

    public static TheoryData<string, DatabaseKind, string> Statements => new()
    {
        // A2: the gate goes by what was given and taken.
        { "A2", DatabaseKind.Sqlite, Override("menu.edit", allowed: 0) },
        { "A2", DatabaseKind.Sqlite, Override("platform.reports", allowed: 1) },
        { "A2", DatabaseKind.Postgres, "REVOKE SELECT ON staff_override FROM restpy_app" },
        // A3: nobody is in with less than their role asks for, codes are short-lived, guesses count.
        { "A3", DatabaseKind.Sqlite,
            $"INSERT INTO staff_role_security VALUES ({Garden}, 'A3000000-0000-7000-8000-000000000001', 1, 'Owner', "
                + $"'SecondFactor', 0)" },
        {
            "A3", DatabaseKind.Sqlite,
            "INSERT INTO staff_mail_code SELECT id, 'A3000000-0000-7000-8000-000000000002', 'sign-in', 'x', '" + "ab"
            + "', 0, 9000000000000000, 0, NULL FROM staff_person WHERE email = 'owner@spice-garden.example'"
        },
        { "A3", DatabaseKind.Sqlite,
            "CREATE TRIGGER forgetful AFTER INSERT ON platform_try BEGIN DELETE FROM platform_try WHERE id = NEW.id; "
                + "END" },
        // A5: a list lets nobody in who is not on it.
        { "A5", DatabaseKind.Sqlite,
            $"INSERT INTO staff_network VALUES ({Garden}, 'A5000000-0000-7000-8000-000000000001', 1, 'role:Owner', "
                + $"'10.0.0.0/8')" },
        { "A5", DatabaseKind.Sqlite,
            $"INSERT INTO staff_network VALUES ({Garden}, 'A5000000-0000-7000-8000-000000000001', 1, 'role:Owner', "
                + $"'anywhere')" },
        { "A5", DatabaseKind.Postgres, "REVOKE SELECT ON staff_network FROM restpy_app" },
        // A7: sessions end.
        { "A7", DatabaseKind.Postgres, "REVOKE SELECT ON staff_session FROM restpy_app" },
        { "A7", DatabaseKind.Postgres,
            "DROP POLICY door_limits_select ON staff_session; ALTER TABLE staff_session RENAME COLUMN ends_at TO ended" },
        { "A7", DatabaseKind.Sqlite, "ALTER TABLE staff_session RENAME COLUMN last_activity_at TO seen_at" },
        { "A7", DatabaseKind.Sqlite, "UPDATE staff_session SET ends_at = ends_at + 86400000000" },
        { "A7", DatabaseKind.Sqlite, "UPDATE staff_session SET last_activity_at = last_activity_at + 3600000000" },
    };

    [Theory, MemberData(nameof(Statements))]
    public Task A_control_of_people_broken_in_the_database_turns_red(string claim, DatabaseKind kind, string sql) =>
    Sabotage.TurnsRedAsync(claim, kind, sql);

    private static string Override(string permission, int allowed) =>
        $"INSERT INTO staff_override VALUES ({Garden}, 'A2000000-0000-7000-8000-000000000001', 1, {Owner}, "
            + $"'{permission}', {allowed}, NULL, NULL, 'x', {Owner}, 'x', 0, NULL)";
}
