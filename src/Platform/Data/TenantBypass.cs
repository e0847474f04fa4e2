using Restpy.Platform.Wall;


namespace Restpy.Platform.Data;

/// <summary>
/// An opening in the database's wall, for work that cannot name one restaurant. The database opens it only to work that
/// asks for it by name, and only for these tables and verbs; everything else stays behind the wall meanwhile.
/// </summary>
/// <param name="Name">What the database is told, in <c>app.door</c>.</param>
/// <param name="Why">Why this work cannot stand in a restaurant.</param>
/// <param name="Key">The column whose value must be named to open it: then it opens the rows with that value
/// alone.</param>
/// <param name="Tables">The tables, and what may be done there.</param>
public sealed record TenantBypass(string Name, string Why, string? Key, params IReadOnlyList<BypassedTable> Tables)
{
    /// <summary>The role of the server it opens to.</summary>
    public string Role { get; init; } = PostgresRoles.Application;
}

/// <param name="Table">Its name in the database.</param>
/// <param name="Verbs">SELECT, INSERT, UPDATE, DELETE.</param>
public sealed record BypassedTable(string Table, params IReadOnlyList<string> Verbs);

/// <summary>
/// All bypasses there are. A test compares them with both databases, another with the places that go through one.
/// </summary>
public static class TenantBypasses
{
    public static readonly TenantBypass Session = new("session",
        "A session is found by its cookie before anybody knows whose restaurant it is of; super admins have none.",
        "id",
        new BypassedTable("staff_session", "SELECT", "INSERT", "UPDATE"));

    public static readonly TenantBypass Person = new("person",
        "A person's workplaces and sessions are theirs, in whatever restaurants; at sign-in they are looked up "
            + "before one is chosen.", "person_id",
        new BypassedTable("staff_membership", "SELECT"), new BypassedTable("staff_session", "SELECT"));

    public static readonly TenantBypass Limits = new("limits",
        "The security page asks whether any session past its limit would be let in, and how many tablets there are.",
        null,
        new BypassedTable("staff_session", "SELECT"), new BypassedTable("staff_tablet_key", "SELECT"));

    public static readonly TenantBypass Tablet = new(
        "tablet", "A tablet is found by its code or its cookie before anybody knows whose restaurant it is of.", "id",
        new BypassedTable("staff_tablet_key", "SELECT", "UPDATE"));

    public static readonly TenantBypass Reminders =
        new("reminders", "One job finds the tokens about to end, whoever's they are.", null,
        new BypassedTable("staff_token_reminder", "SELECT"));

    public static readonly TenantBypass Stream =
        new("stream", "Events of all restaurants get their places in one order.", null,
        new BypassedTable("platform_outbox", "SELECT", "UPDATE"), new BypassedTable("platform_counter", "SELECT"));

    public static readonly TenantBypass Housekeeping =
        new("housekeeping", "Rows past their age go, whoever's they are.", null,
        new BypassedTable("platform_outbox", "SELECT", "DELETE"),
        new BypassedTable("platform_command", "SELECT", "DELETE"),
        new BypassedTable("staff_session", "SELECT", "DELETE"),
        new BypassedTable("menu_upload", "SELECT", "DELETE"),
        new BypassedTable("ordering_basket_line", "SELECT", "DELETE"),
        new BypassedTable("staff_tablet_key", "SELECT", "DELETE"));

    /// <summary>Not for the product: a role of its own that reads the log to seal it.</summary>
    public static readonly TenantBypass Sealing =
        new("sealing", "The log of every restaurant is sealed by one process, which may read nothing else.", null,
        new BypassedTable("audit_entry", "SELECT"))
        { Role = PostgresRoles.Sealer };

    public static readonly IReadOnlyList<TenantBypass> All =
        [Session, Person, Limits, Tablet, Reminders, Stream, Housekeeping, Sealing];

    /// <summary>
    /// Open to the owner of the tables alone, for scripts that change rows; on SQLite, to the migrations.
    /// </summary>
    public const string Migration = "migration";
}

/// <summary>The roles <c>db/roles.sql</c> makes.</summary>
public static class PostgresRoles
{
    /// <summary>Owns the tables and changes them; nobody signs in as it but the migrations.</summary>
    public const string Owner = "restpy_owner";

    /// <summary>What the product runs as: owns nothing, and the wall holds for it.</summary>
    public const string Application = "restpy_app";

    /// <summary>Reads the activity log, to seal it.</summary>
    public const string Sealer = "restpy_sealer";

    /// <summary>Reads the trade of one restaurant at a time, for somebody's spreadsheet.</summary>
    public const string Reporting = "restpy_reporting";

    public static readonly IReadOnlyList<string> All = [Owner, Application, Sealer, Reporting];
}
