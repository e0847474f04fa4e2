using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Restpy.Platform.Data;

/// <summary>Which database this process runs on: a file in the data folder, or PostgreSQL by its connection string.</summary>
public sealed record DatabaseOptions(bool IsSqlite, string ConnectionString, string DataDirectory)
{
    public static DatabaseOptions From(string dataDirectory, string? postgres) => string.IsNullOrWhiteSpace(postgres)
        ? new(true, new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, "restpy.db"), ForeignKeys = true, Cache = SqliteCacheMode.Private, DefaultTimeout = 10,
        }.ToString(), dataDirectory)
        : new(false, Prepared(postgres), dataDirectory);

    /// <summary>The statements of an evening are few and come again and again: the server parses and plans each once a connection.</summary>
    private static string Prepared(string postgres)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = postgres };
        if (said.ContainsKey("Max Auto Prepare") || said.ContainsKey("MaxAutoPrepare")) return postgres;
        return new NpgsqlConnectionStringBuilder(postgres) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 3 }.ToString();
    }

    /// <summary>
    /// To the server itself, where <see cref="ConnectionString"/> goes through a pool that hands its connections on after each
    /// transaction: a lock of the session and a LISTEN would be left behind on somebody else's.
    /// </summary>
    public string Direct { get; init; } = ConnectionString;

    public string Name => IsSqlite ? "SQLite" : "PostgreSQL";
}
