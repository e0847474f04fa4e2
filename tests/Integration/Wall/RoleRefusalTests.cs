using System.Diagnostics;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Wall;

/// <summary>Nothing is opened on a database whose wall would not hold; the refusal says why and what to type.</summary>
public sealed class RoleRefusalTests
{
    private static readonly RoleFacts Right = new("app", false, false, false, false, "", 0, false, false);

    [Fact]
    public void A_role_that_could_step_over_the_wall_is_named_for_it()
    {
        Assert.Empty(PostgresRole.Judge(Right));
        foreach (var (wrong, why) in new[]
        {
            (Right with { IsSuperuser = true, BypassesRows = true }, "is a superuser"),
            (Right with { BypassesRows = true }, "has BYPASSRLS"),
            (Right with { CreatesRoles = true }, "has CREATEROLE"),
            (Right with { Replicates = true }, "has REPLICATION"),
            (Right with { StrongerRoles = "root" }, "is a member of root"),
            (Right with { TablesOwned = 3 }, "owns 3 tables"),
            (Right with { OwnsDatabase = true, MakesTables = true }, "owns the database"),
            (Right with { MakesTables = true }, "may make tables"),
        })
            Assert.Contains(why, Assert.Single(PostgresRole.Judge(wrong)));
    }

    [Fact]
    public async Task On_postgres_administrator_and_owner_are_refused_and_the_application_is_not()
    {
        TestDatabases.NeedPostgres();
        var application = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!;
        await CheckAsync(application);
        foreach (var (role, why) in new[] {
            ((string?)null, "is a superuser"), (PostgresRoles.Owner, "owns the database") })
        {
            var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(
                () => CheckAsync(TestDatabases.As(role, application)));
            Assert.Contains(why, refusal.Message);
        }
    }

    [Fact]
    public async Task On_postgres_a_member_of_a_stronger_role_is_refused()
    {
        TestDatabases.NeedPostgres();
        var application = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!;
        var name = "m" + Guid.NewGuid().ToString("N");
        await using var admin = await TestDatabases.PastTheWallAsync(DatabaseOptions.From("", application));
        await RunAsync(admin,
            $"CREATE ROLE {name} LOGIN NOINHERIT IN ROLE {PostgresRoles.Owner}; GRANT CONNECT ON DATABASE "
                + $"{admin.Database} TO {name}");
        try
        {
            var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(
                () => CheckAsync(TestDatabases.As(name, application)));
            Assert.Contains("member of their owner", refusal.Message);
        }
        finally
        {
            await RunAsync(admin, $"DROP OWNED BY {name}; DROP ROLE {name}");
        }
    }

    [Fact]
    public async Task On_postgres_a_database_without_its_tables_says_to_migrate()
    {
        TestDatabases.NeedPostgres();
        var empty = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(
            () => CheckAsync(TestDatabases.As(PostgresRoles.Application, empty.ConnectionString)));
        Assert.Contains("The database lacks", refusal.Message);
        Assert.Contains("./restpy migrate --database", refusal.Message);
    }

    [Fact]
    public async Task On_postgres_the_program_ends_with_the_commands_to_type_and_without_a_password()
    {
        TestDatabases.NeedPostgres();
        var application = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!;
        var at = new NpgsqlConnectionStringBuilder(TestDatabases.As(null, application))
        {
            Password = "test-only-hunter2"
        };
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] {
            Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll"), "--data", TestDatabases.NewFolder(),
            "--database", at.ToString(), "--urls", "http://127.0.0.1:0" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (said, printed) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(1, process.ExitCode);
        var refusal = await said;
        Assert.Contains("restpy is a superuser", refusal);
        Assert.Contains($"psql \"host=127.0.0.1 port={at.Port} dbname={at.Database} user=ADMINISTRATOR\"", refusal);
        Assert.Contains(
            $"./restpy migrate --database \"Host=127.0.0.1;Port={at.Port};Database={at.Database};Username=restpy_owner;", refusal);
        Assert.Contains(
            $"./restpy up --database \"Host=127.0.0.1;Port={at.Port};Database={at.Database};Username=restpy_app;",
            refusal);
        Assert.DoesNotContain("hunter2", refusal + await printed);
        Assert.DoesNotContain("   at ", refusal);
    }

    private static Task CheckAsync(string connection) =>
        PostgresStart.CheckAsync(DatabaseOptions.From("", connection), TestDatabases.Bypasses, default);

    private static async Task RunAsync(System.Data.Common.DbConnection connection, string sql)
    {
#pragma warning disable RS0030 // Makes a role of its own.
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
