using Microsoft.Data.Sqlite;
using Npgsql;

namespace Restpy.Platform.Data;

/// <summary>
/// Which database this process runs on: a file in the data folder, or PostgreSQL by its connection string.
/// </summary>
public sealed record DatabaseOptions(bool IsSqlite, string ConnectionString, string DataDirectory)
{
    /// <param name="dataDirectory">Keys, and SQLite's file.</param>
    /// <param name="postgres">The server, or several of which one is the primary; nothing for SQLite.</param>
    /// <param name="standby">See <see cref="Standby"/>.</param>
    /// <param name="direct">See <see cref="Direct"/>.</param>
    public static DatabaseOptions From(
        string dataDirectory, string? postgres, string? standby = null, string? direct = null)
    {
        if (string.IsNullOrWhiteSpace(postgres))
        {
            var file = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(dataDirectory, "restpy.db"), ForeignKeys = true,
                Cache = SqliteCacheMode.Private, DefaultTimeout = 10,
            };
            return new(true, file.ToString(), dataDirectory);
        }
        return new(false, Prepared(postgres, "primary"), dataDirectory)
        {
            Standby = string.IsNullOrWhiteSpace(standby) ? null : Prepared(standby, "standby"),
            Direct = Prepared(string.IsNullOrWhiteSpace(direct) ? postgres : direct, "primary"),
        };
    }

    /// <summary>A server that follows the primary, for reports; null where none is named.</summary>
    public string? Standby { get; init; }

    /// <summary>
    /// To the server itself, where <see cref="ConnectionString"/> goes through a pool that hands its connections on
    /// after each transaction: a lock of the session and a LISTEN would be left behind on somebody else's.
    /// </summary>
    public string Direct { get; init; } = ConnectionString;

    public string Name => IsSqlite ? "SQLite" : "PostgreSQL";

    /// <summary>What the server calls the database.</summary>
    public string DatabaseName => new NpgsqlConnectionStringBuilder(ConnectionString).Database ?? "";

    private static string Prepared(string postgres, string wanted)
    {
        var said = new NpgsqlConnectionStringBuilder(postgres);
        // The statements of an evening are few and come again and again: the server parses and plans each once a
        // connection.
        if (!said.ShouldSerialize("Max Auto Prepare")) (said.MaxAutoPrepare, said.AutoPrepareMinUsages) = (200, 3);
        // Whatever is told to a connection ends with its transaction (a test holds all others to connections of their
        // own), so nothing need be cleared before the next one gets it: seven statements less for every question asked.
        if (!said.ShouldSerialize("No Reset On Close")) said.NoResetOnClose = true;
        // Of several servers the one that may be written to, whichever that is now; looked up again soon after it has
        // changed.
        if (said.Host?.Contains(',') == true)
        {
            said.TargetSessionAttributes ??= wanted;
            if (!said.ShouldSerialize("Host Recheck Seconds")) said.HostRecheckSeconds = 2;
        }
        return said.ToString();
    }
}
