using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Restpy.Trust.Checks;
using Restpy.Trust.Contract;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>
/// Controls broken beside the database: by a file, a setting, something in the way of the answers, or a stored result.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SabotageBesideTests
{
    [Theory]
    [InlineData("master.key", UnixFileMode.UserRead | UnixFileMode.GroupRead)]
    [InlineData("master.key", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead)]
    [InlineData("restpy.db", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [InlineData("",
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute)]
    public async Task A_key_or_folder_open_to_others_turns_H4_red(string file, UnixFileMode mode)
    {
        await using var restpy = await Sabotage.ProductAsync(DatabaseKind.Sqlite);
        Assert.Equal(ClaimState.NotVerifiedHere, (await Sabotage.StandingAsync(restpy, "H4")).State);
        File.SetUnixFileMode(
            Path.Combine(restpy.Services.GetRequiredService<DatabaseOptions>().DataDirectory, file), mode);
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "H4")).State);
    }

    [Fact]
    public async Task A_data_folder_made_open_is_closed_at_the_start()
    {
        var folder = Path.Combine(TestDatabases.NewFolder(), "data");
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new(Sabotage.Settings) { ["data"] = folder });
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder));
    }

    [Theory]
    [InlineData("Restpy:Rates:all", "1000000/600000")]
    [InlineData("Restpy:Rates:sign-in", "5000/5000")]
    [InlineData("Restpy:Rates:reports", "100000/100000")]
    [InlineData("Restpy:Rates:menu.address", "100000/100000")]
    public async Task A_limit_configured_away_turns_A6_red(string setting, string value)
    {
        await using var restpy =
            await Sabotage.ProductAsync(DatabaseKind.Sqlite, settings: new(Sabotage.Settings) { [setting] = value });
        var standing = await Sabotage.StandingAsync(restpy, "A6");
        Assert.True(standing.State == ClaimState.Failing, standing.Evidence);
    }

    [Fact]
    public async Task The_limits_in_force_are_printed()
    {
        await using var restpy = await Sabotage.ProductAsync(
            DatabaseKind.Sqlite, settings: new(Sabotage.Settings) { ["Restpy:Rates:reports"] = "7/3" });
        var standing = await Sabotage.StandingAsync(restpy, "A6");
        Assert.Contains("reports 7 and 3", standing.Evidence, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "X-Frame-Options", "" }, { "X-Content-Type-Options", "" },
        { "Content-Security-Policy", "default-src 'self' 'unsafe-inline'" }, { "Content-Security-Policy", "" },
    };

    [Theory, MemberData(nameof(Headers))]
    public async Task A_header_lost_on_the_way_turns_A8_red(string header, string value)
    {
        await using var restpy = await Sabotage.ProductAsync(DatabaseKind.Sqlite, between: (http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                if (value.Length == 0) http.Response.Headers.Remove(header);
                else http.Response.Headers[header] = value;
                return Task.CompletedTask;
            });
            return next(http);
        });
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "A8")).State);
    }

    /// <summary>What a proxy or a file of its own in front would answer instead of security.txt.</summary>
    public static TheoryData<int, string> Notices => new()
    {
        { 404, "" }, { 200, "Contact: mailto:security@restpy.example\r\nExpires: 2020-01-01T00:00:00Z\r\n" },
        { 200, "Expires: 2027-01-01T00:00:00Z\r\n" },
        { 200, "Contact: mailto:security@restpy.example\r\nExpires: 2099-01-01T00:00:00Z\r\n" },
        { 200, "<!doctype html><title>Nothing here</title>" },
    };

    [Theory, MemberData(nameof(Notices))]
    public async Task A_notice_that_names_nobody_or_ran_out_turns_V1_red(int status, string text)
    {
        await using var restpy = await Sabotage.ProductAsync(DatabaseKind.Sqlite, between: (http, next) =>
        {
            if (http.Request.Path != "/.well-known/security.txt") return next(http);
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(text);
        });
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "V1")).State);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("Sec-Fetch-Site")]
    [InlineData("Origin")]
    public async Task A_gate_gone_around_turns_A1_red(string by)
    {
        await using var restpy = await Sabotage.ProductAsync(DatabaseKind.Sqlite, between: (http, next) =>
        {
            if (http.Request.Path == SecurityProbe.Path
                && (by == "POST" ? http.Request.Headers["Sec-Fetch-Site"].Count == 0
                    && http.Request.Headers.Origin.Count == 0 : http.Request.Headers.ContainsKey(by)))
            {
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
            return next(http);
        });
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "A1")).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_forged_run_of_the_probe_is_not_believed(DatabaseKind kind)
    {
        await using var restpy = await Sabotage.ProductAsync(kind);
        await Sabotage.SqlAsync(restpy,
            $"INSERT INTO trust_probe (id, at, build, endpoints, models, attempts, milliseconds, failures, "
                + $"not_attacked, found, seal) VALUES ('{Guid.CreateVersion7().ToString().ToUpperInvariant()}', "
                + $"{(long)(restpy.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMicroseconds}, "
                + $"'{ProgramBuild.Of(restpy.Services.GetServices<IModule>())}', 900, 90, 90000, 1, 0, 0, '{{}}', "
                + $"'bm90IGEgc2VhbA==')");
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "H7")).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_run_of_the_probe_that_was_changed_is_not_believed(DatabaseKind kind)
    {
        await using var restpy = await Sabotage.ProductAsync(kind);
        await Sabotage.RecordAsync(restpy, failures: ["A bill was reached"]);
        await Sabotage.SqlAsync(restpy, "UPDATE trust_probe SET failures = 0");
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "H7")).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_run_of_the_probe_counts_for_a_day(DatabaseKind kind)
    {
        await using var restpy = await Sabotage.ProductAsync(kind);
        await Sabotage.RecordAsync(restpy, failures: []);
        Assert.Equal(ClaimState.Verified, (await Sabotage.StandingAsync(restpy, "H7")).State);
        restpy.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(ClaimState.NotVerifiedHere, (await Sabotage.StandingAsync(restpy, "H7")).State);
    }
}
