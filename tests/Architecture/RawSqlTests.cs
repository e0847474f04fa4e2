using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>The files that may step past the tenant wall, each with its reason in its first lines.</summary>
public sealed class RawSqlTests
{
    private const string Pragma = "#pragma warning disable RS0030";

    private static readonly string[] Reviewed =
    [
        "src/Growth/Copies.cs",
        "src/Growth/Installation.cs",
        "src/Growth/ModelRows.cs",
        "src/Modules/Audit/Checks/AppendOnlyCheck.cs",
        "src/Modules/Billing/TrainingBills.cs",
        "src/Modules/Staff/Factors/SingleUse.cs",
        "src/Platform/Data/Archiver.cs",
        "src/Platform/Data/ReusedConnection.cs",
        "src/Platform/Data/Migrations.cs",
        "src/Platform/Rows/NewRows.cs",
        "src/Platform/Data/NumberAllocator.cs",
        "src/Platform/Rows/PostgresBatch.cs",
        "src/Platform/Rows/SqliteBatch.cs",
        "src/Platform/Data/SqliteReads.cs",
        "src/Platform/Data/SqliteSettings.cs",
        "src/Platform/Rows/SqliteStatements.cs",
        "src/Platform/Data/Standby.cs",
        "src/Platform/Data/TableTexts.cs",
        "src/Platform/Data/UnitOfWork.cs",
        "src/Platform/Data/WorkLocks.cs",
        "src/Platform/Gates/RateLimitExchange.cs",
        "src/Platform/Gates/LoginThrottle.cs",
        "src/Platform/Jobs/ActivityMonths.cs",
        "src/Platform/Jobs/Checkpoints.cs",
        "src/Platform/Jobs/Housekeeping.cs",
        "src/Platform/Jobs/JobLeader.cs",
        "src/Platform/Keys/StoredKeys.cs",
        "src/Platform/Consumers/StoredEvents.cs",
        "src/Platform/Events/Sequencer.cs",
        "src/Platform/Events/StreamListener.cs",
        "src/Platform/Snapshots/DatabaseCopy.cs",
        "src/Platform/Snapshots/DatabaseSnapshot.cs",
        "src/Platform/Snapshots/DatabaseSums.cs",
        "src/Platform/Wall/ActivityLogProtection.cs",
        "src/Platform/Data/PostgresRole.cs",
        "src/Platform/Data/PostgresScope.cs",
        "src/Platform/Data/PostgresWall.cs",
        "src/Platform/Data/SqliteScope.cs",
        "src/Platform/Wall/SqliteWall.cs",
        "src/Platform/Wall/TenantWallCheck.cs",
    ];

    [Fact]
    public void Only_reviewed_files_lift_the_ban() =>
        Assert.Equal(Reviewed.Order(StringComparer.Ordinal),
            Source.Files("*.cs", "src").Concat(Source.Files("*.cshtml", "src"))
            .Where(path => LiftsTheBan(Source.Read(path))));

    [Fact]
    public void Each_of_them_says_why_in_its_first_line() =>
        Assert.All(Reviewed, path => Assert.Matches("^// Reviewed raw SQL: .{20,}", Source.Read(path)));

    [Fact]
    public void No_project_and_no_editor_setting_lifts_it_wholesale()
    {
        var settings = Source.Files("*.csproj", "src").Concat(Source.Files("*.props", "src"))
            .Append("Directory.Build.props")
            .Where(path => Source.Read(path).Contains("RS0030", StringComparison.Ordinal));
        Assert.Empty(settings);
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", Source.Read(".editorconfig"));
    }

    [Fact]
    public void Probe_a_file_that_lifts_the_ban_in_any_way_is_found()
    {
        Assert.True(LiftsTheBan("using System;\n" + Pragma + "\n"));
        Assert.True(LiftsTheBan("[SuppressMessage(\"ApiDesign\", \"RS0030\")]"));
        Assert.True(LiftsTheBan("#pragma warning disable\n"));
        Assert.False(LiftsTheBan("#pragma warning disable CA1848\n"));
    }

    private static bool LiftsTheBan(string text) =>
        text.Contains("RS0030", StringComparison.Ordinal)
            || text.Split('\n').Any(line => line.Trim() == "#pragma warning disable");
}
