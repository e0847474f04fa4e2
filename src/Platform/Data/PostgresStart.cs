using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>The database is not one to open a restaurant on. The message says why and what to do.</summary>
public sealed class DatabaseRefusedException(string message) : Exception(message);

/// <summary>
/// Before the first request: the role cannot step over the wall, the schema is this program's, and the wall stands.
/// </summary>
public static class PostgresStart
{
    private const int Shown = 10;

    /// <exception cref="DatabaseRefusedException">Something of this is not so.</exception>
    public static async Task CheckAsync(
        DatabaseOptions database, TenantBypassList bypasses, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        var reasons = await PostgresRole.WeaknessesAsync(connection, ct);
        if (reasons.Count == 0 && await Migrations.MissingAsync(connection, ct) is { Count: > 0 } missing)
            reasons = [$"The database lacks {missing.Count} scripts of this version: {string.Join(", ", missing)}."];
        if (reasons.Count == 0) reasons = await PostgresWall.GapsAsync(connection, bypasses, ct);
        if (reasons.Count > 0) throw new DatabaseRefusedException(Refusal(database, reasons));
    }

    /// <summary>Why, and the commands that mend it, with the server's own particulars but without a password.</summary>
    public static string Refusal(DatabaseOptions database, IReadOnlyList<string> reasons)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var (host, port, name) = (at.Host ?? "localhost", at.Port, at.Database ?? "restpy");
        // What the administrator connects with shall be as safe as what the product does.
        var (ours, theirs) = at.SslMode == SslMode.VerifyFull ? (";SSL Mode=VerifyFull", " sslmode=verify-full")
            : ("", "");
        var server = $"Host={host};Port={port};Database={name}";
        var more = reasons.Count > Shown ? $"\n  and {reasons.Count - Shown} more" : "";
        return
            $"""
            Restpy does not start on this PostgreSQL database:
              {string.Join("\n  ", reasons.Take(Shown))}{more}

            It runs as a role that owns nothing, on tables that belong to another. Once, and the second line again for each new version:

              psql "host={host} port={port} dbname={name}{theirs} user=ADMINISTRATOR" -v owner_password=ONE -v app_password=ANOTHER -f db/roles.sql
              ./restpy migrate --database "{server};Username={PostgresRoles.Owner};Password=ONE{ours}"
              ./restpy up --database "{server};Username={PostgresRoles.Application};Password=ANOTHER{ours}"

            From an empty server, step by step: docs/operations/postgres.md
            """;
    }
}
