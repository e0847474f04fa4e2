// Reviewed raw SQL: asks PostgreSQL what the role of this connection may do; no table of the product is touched.
#pragma warning disable RS0030
using System.Data.Common;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>Whether the wall holds for the role a connection signs in as.</summary>
internal static class PostgresRole
{
    // session_user, not current_user: SET ROLE is undone by RESET ROLE.
    private const string Ask =
        """
        SELECT session_user::text, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolreplication,
          coalesce((SELECT string_agg(rolname, ', ') FROM pg_roles WHERE oid <> r.oid AND pg_has_role(session_user, oid, 'MEMBER')
            AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))), ''),
          (SELECT count(*) FROM pg_class WHERE relnamespace::regnamespace::text IN ('public', 'activity', 'upkeep') AND relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(session_user, relowner, 'MEMBER')),
          (SELECT pg_has_role(session_user, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()),
          has_schema_privilege(session_user, 'public', 'CREATE')
        FROM pg_roles r WHERE r.rolname = session_user
        """;

    /// <returns>Why the wall would not hold for it; nothing when it does.</returns>
    public static async Task<IReadOnlyList<string>> WeaknessesAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Ask;
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return [
            .. Judge(new(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4),
                row.GetString(5), row.GetInt64(6), row.GetBoolean(7), row.GetBoolean(8)))];
    }

    internal static IEnumerable<string> Judge(RoleFacts role)
    {
        if (role.IsSuperuser)
        {
            // It is also everything below; one reason is enough.
            yield return $"{role.Name} is a superuser: no wall of the database holds for it.";
            yield break;
        }
        if (role.BypassesRows) yield return $"{role.Name} has BYPASSRLS: it sees the rows of every restaurant.";
        if (role.CreatesRoles)
            yield return $"{role.Name} has CREATEROLE: it can make itself a member of a stronger role.";
        if (role.Replicates)
            yield return $"{role.Name} has REPLICATION: it can read the whole server past every table.";
        if (role.StrongerRoles.Length > 0)
            yield return $"{role.Name} is a member of {role.StrongerRoles}: SET ROLE would step over the wall.";
        if (role.TablesOwned > 0)
            yield return $"{role.Name} owns {role.TablesOwned} tables or is a member of their owner: an owner can "
                + $"take the wall down.";
        if (role.OwnsDatabase) yield return $"{role.Name} owns the database or is a member of its owner.";
        else if (role.MakesTables) yield return $"{role.Name} may make tables in the schema public.";
    }
}

/// <summary>What the server says of a role.</summary>
/// <param name="StrongerRoles">Roles it is a member of that may more than it should.</param>
/// <param name="TablesOwned">By it, or by a role it is a member of.</param>
internal sealed record RoleFacts(
    string Name, bool IsSuperuser, bool BypassesRows, bool CreatesRoles, bool Replicates, string StrongerRoles,
    long TablesOwned, bool OwnsDatabase, bool MakesTables);
