using System.Text.RegularExpressions;
using Restpy.Host;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>The places that bypass the tenant wall, each reviewed.</summary>
public sealed partial class TenantBypassTests
{
    private static readonly (string Path, string TenantBypass)[] Reviewed =
    [
        ("src/Modules/Staff/Account/EndSessionHandler.cs", "Session"),
        ("src/Modules/Staff/Account/OwnSessions.cs", "Person"),
        ("src/Modules/Staff/ApiTokens/TokenReminders.cs", "Reminders"),
        ("src/Modules/Staff/Contract/Questions/FactorRescue.cs", "Person"),
        ("src/Modules/Staff/Contract/Questions/SecondFactorFacts.cs", "Limits"),
        ("src/Modules/Staff/Contract/Questions/SessionLimits.cs", "Limits"),
        ("src/Modules/Staff/Networks/NetworkGuard.cs", "Session"),
        ("src/Modules/Staff/OpenSessions/Sessions.cs", "Session"),
        ("src/Modules/Staff/OpenSessions/Workplaces.cs", "Person"),
        ("src/Modules/Staff/Rights/Grantor.cs", "Person"),
        ("src/Modules/Staff/SignIn/SignInHandler.cs", "Session"),
        ("src/Modules/Staff/SignOut/SignOutPage.cs", "Session"),
        ("src/Modules/Staff/Tablets/Tablets.cs", "Tablet"),
        ("src/Platform/Consumers/StoredEvents.cs", "Stream"),
        ("src/Platform/Jobs/Housekeeping.cs", "Housekeeping"),
        ("src/Platform/Events/Sequencer.cs", "Stream"),
    ];

    private static readonly string[] SaysItself =
    [
        "src/Growth/Installation.cs",
        "src/Platform/Data/ReusedConnection.cs",
        "src/Platform/Data/RestpyDbRows.cs",
        "src/Platform/Data/Migrations.cs",
        "src/Platform/Data/NumberAllocator.cs",
        "src/Platform/Data/SqliteSettings.cs",
        "src/Platform/Data/TableTexts.cs",
        "src/Platform/Jobs/JobLeader.cs",
        "src/Platform/Events/Sequencer.cs",
        "src/Platform/Data/PostgresScope.cs",
        "src/Platform/Data/SqliteScope.cs",
    ];

    [Fact]
    public void Only_reviewed_places_bypass_the_tenant_wall() =>
        Assert.Equal(Reviewed.OrderBy(found => found.Item1, StringComparer.Ordinal),
            Source.Files("*.cs", "src")
            .SelectMany(path => Bypasses(Source.Read(path)).Select(bypass => (path, bypass))).Distinct());

    [Fact]
    public void Only_reviewed_places_tell_the_database_whose_work_it_is_past_the_context() =>
        Assert.Equal(SaysItself.Order(StringComparer.Ordinal),
            Source.Files("*.cs", "src").Where(path => SaysScope(Source.Read(path))));

    [Fact]
    public void Every_bypass_says_why() =>
        Assert.All(ModuleList.All.SelectMany(m => m.Bypasses)
            .Concat([TenantBypasses.Stream, TenantBypasses.Housekeeping]),
            bypass => Assert.Matches("^.{40,}\\.$", bypass.Why));

    [Fact]
    public void Probe_a_bypass_and_a_scope_set_by_hand_are_found()
    {
        Assert.Equal(["Stream", "Session"],
            Bypasses(
            "using var a = db.BypassTenantWall(TenantBypasses.Stream); using var b = "
                + "_db.BypassTenantWall(StaffBypasses.Session, id);"));
        Assert.Equal(["?"], Bypasses("db.BypassTenantWall(chosen)"));
        Assert.True(SaysScope("SELECT set_config('app.door', 'stream', false)"));
        Assert.True(SaysScope("PostgresScope.Prefix(command, new(null, \"stream\"))"));
        Assert.False(SaysScope("current_setting('app.door', true)"));
    }

    private static IEnumerable<string> Bypasses(string text) =>
        text.Split(".BypassTenantWall(").Skip(1)
            .Select(call => Declared().Match(call) is { Success: true } declared ? declared.Groups[1].Value : "?");

    [GeneratedRegex(@"^\w+Bypasses\.(\w+)")]
    private static partial Regex Declared();

    private static bool SaysScope(string text) =>
        new[] { "set_config", "SET app.", "SET LOCAL app.", "PostgresScope.Prefix(", "SqliteScope.Register(",
            "sqlite3_create_function" }.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
