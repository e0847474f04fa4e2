using Microsoft.Data.Sqlite;

namespace Restpy.Platform.Data;

/// <summary>Which database this process runs on: a file in the data folder, or PostgreSQL by its connection string.</summary>
public sealed record DatabaseOptions(bool IsSqlite, string ConnectionString, string DataDirectory)
{
    public static DatabaseOptions From(string dataDirectory, string? postgres) => string.IsNullOrWhiteSpace(postgres)
        ? new(true, new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, "restpy.db"), ForeignKeys = true, Cache = SqliteCacheMode.Private, DefaultTimeout = 10,
        }.ToString(), dataDirectory)
        : new(false, postgres, dataDirectory);

    public string Name => IsSqlite ? "SQLite" : "PostgreSQL";
}
