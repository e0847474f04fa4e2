using System.Text.RegularExpressions;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// A pooled connection goes from one restaurant's request to another's as it is. What would stay on it (a setting or a
/// lock of the session, a LISTEN, a temporary table) is said only on connections that go to nobody else.
/// </summary>
public sealed partial class ConnectionStateTests
{
    private static readonly string[] OfTheirOwn =
    [
        "src/Growth/Copies.cs",
        "src/Platform/Data/Migrations.cs",
        "src/Platform/Events/StreamListener.cs",
        "src/Platform/Jobs/JobLeader.cs",
    ];

    [Fact]
    public void Only_connections_that_go_to_nobody_else_are_told_what_stays() =>
        Assert.Equal(OfTheirOwn, Source.Files("*.cs", "src").Where(path => Stays().IsMatch(Source.Read(path))));

    [Fact]
    public void Those_are_not_of_the_pool() =>
        Assert.All(OfTheirOwn.Where(path => !path.Contains("/Growth/", StringComparison.Ordinal)),
            path => Assert.Contains("Pooling = false", Source.Read(path), StringComparison.Ordinal));

    [Theory]
    [InlineData("SELECT set_config('app.restaurant_id', @r, false)", true)]
    [InlineData("SET synchronous_commit = off", true)]
    [InlineData("$\"LISTEN {Channel}\"", true)]
    [InlineData("SELECT pg_advisory_lock(1)", true)]
    [InlineData("SELECT pg_try_advisory_lock_shared(1)", true)]
    [InlineData("CREATE TEMP TABLE jar (id uuid)", true)]
    [InlineData("SET LOCAL app.restaurant_id = 'x'", false)]
    [InlineData("SELECT set_config('app.restaurant_id', @r, true)", false)]
    [InlineData("SELECT pg_advisory_xact_lock(1)", false)]
    [InlineData("UPDATE platform_try SET failures = failures - 1", false)]
    public void Probe_what_stays_is_found(string sql, bool stays) => Assert.Equal(stays, Stays().IsMatch(sql));

    [GeneratedRegex(@"set_config\([^)]*,\s*false\s*\)|(?<![A-Za-z_@]\s)\bSET\s+(SESSION\b|(?!LOCAL\b|TRANSACTION\b)[a-z_.]+\s*(=|TO)\s)|""LISTEN\s|pg_(try_)?advisory_lock(_shared)?\(|CREATE\s+TEMP")]
    private static partial Regex Stays();
}
