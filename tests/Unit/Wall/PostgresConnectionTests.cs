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
        Assert.Null(Refusal(connection.Replace("SSL Mode=Require", "").Replace("SSL Mode=VerifyCA", "") + ";SSL Mode=VerifyFull", isDemo: false));
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
    public void SQLite_has_no_connection() => Assert.Null(PostgresConnection.Refusal(DatabaseOptions.From("data", null), isDemo: false));

    [Fact]
    public void Commands_that_share_a_connection_are_refused_even_in_a_demo() => Assert.Contains("Multiplexing", Refusal("Host=localhost;Multiplexing=true", isDemo: true));

    [Theory]
    [InlineData("Host=db.example;Password=test-only-hunter2")]
    [InlineData("Host=db.example;Multiplexing=true;Password=test-only-hunter2")]
    public void No_refusal_repeats_the_password(string connection) => Assert.DoesNotContain("hunter2", Refusal(connection, isDemo: false));

    private static string? Refusal(string connection, bool isDemo) => PostgresConnection.Refusal(DatabaseOptions.From("data", connection), isDemo);
}
