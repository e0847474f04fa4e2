using System.Net;
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.Platform.Wall;

/// <summary>What a connection string must say before anybody connects with it.</summary>
public static class PostgresConnection
{
    /// <param name="database">The database as it was named.</param>
    /// <param name="isDemo">A demo holds nothing worth listening to.</param>
    /// <returns>Why it is refused, and what to write instead; or null.</returns>
    public static string? Refusal(DatabaseOptions database, bool isDemo)
    {
        if (database.IsSqlite) return null;
        var main = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        if (Unsafe(main, isDemo) is { } refusal) return refusal;
        if (Unsafe(new(database.Direct), isDemo) is { } refusedDirect) return $"--direct: {refusedDirect}";
        if (database.Standby is null) return null;
        var standby = new NpgsqlConnectionStringBuilder(database.Standby);
        // What the start proves of the role on the primary holds on its standby, whose roles are the same.
        if ((standby.Username, standby.Database) != (main.Username, main.Database))
            return "--standby: name the same Username and Database as in --database. A standby has the primary's "
                + "roles, and is read with the same wall in force.";
        return Unsafe(standby, isDemo) is { } refusedStandby ? $"--standby: {refusedStandby}" : null;
    }

    private static string? Unsafe(NpgsqlConnectionStringBuilder said, bool isDemo)
    {
        if (said.Multiplexing)
            return "The connection string asks for Multiplexing. Restpy tells the database with each command whose "
                + "rows it may show; take Multiplexing out.";
        if (isDemo || said.SslMode == SslMode.VerifyFull) return null;
        // Left out, it is what the environment says, else this machine; as Npgsql has it.
        var hosts = (said.Host is { Length: > 0 } host ? host
            : Environment.GetEnvironmentVariable("PGHOST") ?? "localhost")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (hosts.FirstOrDefault(h => !IsHere(h)) is not { } far) return null;
        return
            $"""
            The database is on another machine ({far}), and the connection does not make sure that it is that machine, or that nobody listens.
            Add to the connection string:  SSL Mode=VerifyFull
            and, where its certificate is not signed by an authority this machine knows:  Root Certificate=/path/to/ca.crt
            """;
    }

    /// <summary>A socket of this machine, or an address that does not leave it.</summary>
    private static bool IsHere(string host)
    {
        if (host[0] is '/' or '@') return true;
        // "host:port", "[v6]:port", and a plain v6 address, which has colons of its own.
        var name = host[0] == '[' ? host[1..host.IndexOf(']', StringComparison.Ordinal)]
            : host.Count(c => c == ':') == 1 ? host[..host.IndexOf(':', StringComparison.Ordinal)] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
