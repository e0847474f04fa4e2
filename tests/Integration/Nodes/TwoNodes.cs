using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>Two nodes on one PostgreSQL, with one master key, as behind one address.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly DatabaseOptions _database;

    private TwoNodes(TestProduct here, TestProduct there) =>
        (Here, There, _database) = (here, there, here.Services.GetRequiredService<DatabaseOptions>());

    public TestProduct Here { get; }

    public TestProduct There { get; }

    public static async Task<TwoNodes> StartAsync(
        Dictionary<string, string>? settings = null, Action<IServiceCollection>? configure = null)
    {
        TestDatabases.NeedPostgres();
        Dictionary<string, string> shared = new(settings ?? [])
        {
            ["data"] = TestDatabases.NewFolder(), ["database"] = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!,
        };
        var here = await TestProduct.StartAsync(DatabaseKind.Postgres, configure, shared);
        return new(here, await TestProduct.StartAsync(DatabaseKind.Postgres, configure, shared));
    }

    /// <summary>Ends the server's side of connections, as a broken cable or an administrator does.</summary>
    /// <param name="application">As it names itself.</param>
    public Task<long> CutAsync(string application) =>
        PastTheWallAsync(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND "
                + $"application_name = '{application}'");

    public Task<long> ConnectedAsync(string application) =>
        PastTheWallAsync(
            $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = "
                + $"'{application}'");

    /// <returns>The first column of the first row.</returns>
    public async Task<long> PastTheWallAsync(string sql)
    {
        await using var admin = await TestDatabases.PastTheWallAsync(_database);
        await using var command = admin.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Here.DisposeAsync();
        await There.DisposeAsync();
    }
}

/// <summary>Waits for something to become so, with an end.</summary>
internal static class Soon
{
    public static async Task IsAsync(Func<Task<bool>> so, string what, int seconds = 15)
    {
        for (var i = 0; i < seconds * 20; i++)
        {
            if (await so()) return;
            await Task.Delay(50);
        }
        Assert.Fail($"After {seconds} s it is still not so: {what}");
    }

    public static Task IsAsync(Func<bool> so, string what, int seconds = 15) =>
        IsAsync(() => Task.FromResult(so()), what, seconds);
}
