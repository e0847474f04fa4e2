using Npgsql;

namespace Restpy.Platform.Data;

/// <summary>
/// Connections beside the context's, for work that must not wait for one of those: a few, under a name of their own.
/// What is said on them ends with its transaction, so there is nothing to clear when one goes back.
/// </summary>
internal sealed class DedicatedPool : IDisposable
{
    private readonly string _connectionString;

    /// <param name="connectionString">The database's.</param>
    /// <param name="change">Name, size and patience.</param>
    public DedicatedPool(string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var said = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = true };
        change(said);
        _connectionString = said.ToString();
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        // Not a data source: of several hosts it would not look for the one the connection string asks for.
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        using var one = new NpgsqlConnection(_connectionString);
        NpgsqlConnection.ClearPool(one);
    }
}
