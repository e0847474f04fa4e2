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

/// <summary>The bypasses of the platform itself. Those of a module are declared by the module.</summary>
public static class TenantBypasses
{
    public static readonly TenantBypass Stream =
        new("stream", "Events of all restaurants get their places in one order.", null,
        new BypassedTable("platform_outbox", "SELECT", "UPDATE"), new BypassedTable("platform_counter", "SELECT"));

    public static readonly TenantBypass Housekeeping = OfHousekeeping("platform_outbox", "platform_command");

    /// <summary>
    /// Open to the owner of the tables alone, for scripts that change rows; on SQLite, to the migrations.
    /// </summary>
    public const string Migration = "migration";

    /// <summary>What a module declares whose rows go by age (<see cref="Jobs.Retention"/>).</summary>
    public static TenantBypass OfHousekeeping(params IEnumerable<string> tables) =>
        new("housekeeping", "Rows past their age go, whoever's they are.", null,
            [.. tables.Select(table => new BypassedTable(table, "SELECT", "DELETE"))]);
}

/// <summary>
/// All bypasses there are. A test compares them with both databases, another with the places that go through one.
/// </summary>
public sealed class TenantBypassList(IEnumerable<TenantBypass> ofModules)
{
    /// <summary>By name; the tables of several declarations of one name together.</summary>
    public IReadOnlyList<TenantBypass> All { get; } =
        [.. new[] { TenantBypasses.Stream, TenantBypasses.Housekeeping }.Concat(ofModules).GroupBy(b => b.Name)
            .Select(same => same.First() with { Tables = [.. same.SelectMany(b => b.Tables)] })];
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
