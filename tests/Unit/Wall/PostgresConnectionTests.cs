using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Xunit;

namespace Restpy.UnitTests.Wall;

public sealed class PostgresConnectionTests
{
    [Theory]
    [InlineData("Host=db.example")]
    [InlineData("Host=db.example;SSL Mode=Require")]
    [InlineData("Host=db.example;SSL Mode=VerifyCA")]
    [InlineData("Host=10.0.0.5")]
    [InlineData("Host=127.0.0.1,db.example")]
    [InlineData("Host=[2001:db8::1]:5433")]
    [InlineData("Host=localhost.example")]
    public void To_another_machine_the_connection_must_be_verified(string connection)
    {
        var refusal = Refusal(connection, isDemo: false);
        Assert.Contains("SSL Mode=VerifyFull", refusal);
        Assert.Null(Refusal(connection, isDemo: true));
        Assert.Null(Refusal(connection.Replace("SSL Mode=Require", "")
            .Replace("SSL Mode=VerifyCA", "") + ";SSL Mode=VerifyFull", isDemo: false));
    }

    [Theory]
    [InlineData("Host=localhost")]
    [InlineData("Host=LocalHost:5433")]
    [InlineData("Host=127.0.0.1")]
    [InlineData("Host=127.8.8.8:5433")]
    [InlineData("Host=::1")]
    [InlineData("Host=[::1]:5433")]
    [InlineData("Host=127.0.0.1,localhost")]
    [InlineData("Host=/var/run/postgresql")]
    public void On_this_machine_it_need_not_be(string connection) => Assert.Null(Refusal(connection, isDemo: false));

    [Fact]
    public void SQLite_has_no_connection() =>
    Assert.Null(PostgresConnection.Refusal(DatabaseOptions.From("data", null), isDemo: false));

    [Fact]
    public void Commands_that_share_a_connection_are_refused_even_in_a_demo() =>
    Assert.Contains("Multiplexing", Refusal("Host=localhost;Multiplexing=true", isDemo: true));

    [Theory]
    [InlineData("Host=db.example;Password=test-only-hunter2")]
    [InlineData("Host=db.example;Multiplexing=true;Password=test-only-hunter2")]
    public void No_refusal_repeats_the_password(string connection) =>
    Assert.DoesNotContain("hunter2", Refusal(connection, isDemo: false));

    [Theory]
    [InlineData("Host=db2.example;Username=restpy_app;Database=restpy", "SSL Mode=VerifyFull")]
    [InlineData("Host=127.0.0.1;Username=postgres;Database=restpy", "the same Username and Database")]
    [InlineData("Host=127.0.0.1;Username=restpy_app;Database=other", "the same Username and Database")]
    public void A_standby_is_held_to_the_same_and_read_as_the_same_role(string standby, string why)
    {
        const string Main = "Host=127.0.0.1;Username=restpy_app;Database=restpy";
        var refusal = PostgresConnection.Refusal(DatabaseOptions.From("data", Main, standby), isDemo: false);
        Assert.StartsWith("--standby: ", refusal);
        Assert.Contains(why, refusal);
        Assert.Null(PostgresConnection.Refusal(
            DatabaseOptions.From("data", Main, Main.Replace("127.0.0.1", "127.0.0.2")), isDemo: false));
        Assert.StartsWith("--direct: ",
            PostgresConnection.Refusal(DatabaseOptions.From("data", Main, direct: "Host=db.example"), isDemo: false));
    }

    [Fact]
    public void Of_several_hosts_the_primary_is_used_by_default()
    {
        static string? Wanted(string connection) =>
            new Npgsql.NpgsqlConnectionStringBuilder(connection).TargetSessionAttributes;
        Assert.Equal("primary", Wanted(DatabaseOptions.From("data", "Host=a,b").ConnectionString));
        Assert.Equal("read-write",
            Wanted(DatabaseOptions.From("data", "Host=a,b;Target Session Attributes=read-write").ConnectionString));
        Assert.Null(Wanted(DatabaseOptions.From("data", "Host=a").ConnectionString));
        var options = DatabaseOptions.From("data", "Host=a,b;Max Auto Prepare=0", "Host=b,c");
        Assert.Equal("standby", Wanted(options.Standby!));
        Assert.Equal("primary", Wanted(options.Direct));
        Assert.Equal(0, new Npgsql.NpgsqlConnectionStringBuilder(options.ConnectionString).MaxAutoPrepare);
        Assert.Equal(200, new Npgsql.NpgsqlConnectionStringBuilder(options.Standby).MaxAutoPrepare);
    }

    private static string? Refusal(string connection, bool isDemo) =>
        PostgresConnection.Refusal(DatabaseOptions.From("data", connection), isDemo);
}
