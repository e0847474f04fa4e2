#pragma warning disable RS0030 // Controls are broken on purpose.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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
/// Each built control is broken in a running installation: by a row, an object of the database, a file, a setting, something in
/// the way of its answers. At the next check the page must be red or say that it is not verified.
/// </summary>
public sealed class SabotageTests
{
    private const string Oldest = "(SELECT id FROM audit_entry WHERE restaurant_id = (SELECT id FROM tenancy_restaurant WHERE slug = 'spice-garden') ORDER BY id LIMIT 1)";
    private const string SqliteEmptyRow = "BEGIN SELECT RAISE(ABORT, 'The activity log is append-only.'); END";

    private static readonly Dictionary<string, string> Settings = new() { ["Restpy:SelfChecks"] = "off", ["Restpy:Rates:all"] = "" };

    public static TheoryData<string, DatabaseKind, string> Statements => new()
    {
        // L2: the log cannot be changed.
        { "L2", DatabaseKind.Sqlite, "DROP TRIGGER audit_entry_never_updated" },
        { "L2", DatabaseKind.Sqlite, "DROP TRIGGER audit_entry_never_replaced" },
        { "L2", DatabaseKind.Sqlite, $"DROP TRIGGER audit_entry_never_updated; CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry WHEN OLD.id = {Oldest} {SqliteEmptyRow}" },
        { "L2", DatabaseKind.Sqlite, "CREATE TRIGGER helpful AFTER INSERT ON audit_entry BEGIN SELECT 1; END" },
        { "L2", DatabaseKind.Postgres, "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_never_changed" },
        { "L2", DatabaseKind.Postgres, "CREATE OR REPLACE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END; $$" },
        { "L2", DatabaseKind.Postgres, "GRANT UPDATE ON audit_entry TO restpy_app" },
        { "L2", DatabaseKind.Postgres, "CREATE POLICY helpful ON audit_entry USING (true)" },
        // H7: one restaurant never sees another.
        { "H7", DatabaseKind.Sqlite, "DROP TRIGGER wall_ordering_order_update" },
        { "H7", DatabaseKind.Sqlite, "DROP TRIGGER wall_billing_bill_insert; CREATE TRIGGER wall_billing_bill_insert BEFORE INSERT ON billing_bill WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END" },
        { "H7", DatabaseKind.Postgres, "ALTER TABLE ordering_order NO FORCE ROW LEVEL SECURITY" },
        { "H7", DatabaseKind.Postgres, "CREATE POLICY helpful ON billing_bill USING (true)" },
        { "H7", DatabaseKind.Postgres, "GRANT SELECT ON billing_bill TO PUBLIC" },
        // H4: keys are sealed.
        { "H4", DatabaseKind.Sqlite, "UPDATE platform_key SET sealed_xml = '<key>plain</key>'" },
        { "H4", DatabaseKind.Postgres, "UPDATE platform_key SET sealed_xml = '<key>plain</key>'" },
        { "H4", DatabaseKind.Sqlite, "UPDATE platform_key SET name = name || '-moved'" },
        // P1: no card numbers, in whatever table and spelling.
        { "P1", DatabaseKind.Sqlite, "UPDATE staff_person SET name = 'Asha 4111_1111_1111_1111' WHERE email = 'waiter@spice-garden.example'" },
        { "P1", DatabaseKind.Postgres, "UPDATE staff_person SET name = 'Asha 4111_1111_1111_1111' WHERE email = 'waiter@spice-garden.example'" },
        { "P1", DatabaseKind.Sqlite, "UPDATE menu_item SET description = '{\"en\":\"Visa4111111111111111\"}' WHERE id = (SELECT id FROM menu_item ORDER BY id LIMIT 1)" },
        { "P1", DatabaseKind.Postgres, "UPDATE menu_item SET description = '{\"en\":\"Visa4111111111111111\"}' WHERE id = (SELECT id FROM menu_item ORDER BY id LIMIT 1)" },
        { "P1", DatabaseKind.Sqlite, "UPDATE tenancy_restaurant SET legal_name = '+378282246310005'" },
        // A4: guesses wait.
        { "A4", DatabaseKind.Sqlite, "CREATE TRIGGER forgetful AFTER UPDATE ON platform_try BEGIN UPDATE platform_try SET closed_until = 0 WHERE id = NEW.id; END" },
        { "A4", DatabaseKind.Sqlite, "CREATE TRIGGER forgetful AFTER INSERT ON platform_try BEGIN DELETE FROM platform_try WHERE id = NEW.id; END" },
        { "A4", DatabaseKind.Sqlite, "DROP TABLE platform_try" },
        { "A4", DatabaseKind.Postgres, "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.closed_until := 0; RETURN NEW; END; $$; GRANT EXECUTE ON FUNCTION forget() TO restpy_app; CREATE TRIGGER forgetful BEFORE UPDATE ON platform_try FOR EACH ROW EXECUTE FUNCTION forget()" },
        { "A4", DatabaseKind.Postgres, "REVOKE INSERT ON platform_try FROM restpy_app" },
        { "A4", DatabaseKind.Postgres, "CREATE RULE forget AS ON UPDATE TO platform_try DO INSTEAD NOTHING" },
        // L1: entries say who and from where.
        { "L1", DatabaseKind.Sqlite, "DROP TRIGGER audit_entry_never_updated; UPDATE audit_entry SET ip = '' WHERE actor_kind = 'Staff' OR actor_kind = 0" },
        // L4: the log can be searched.
        { "L4", DatabaseKind.Postgres, "DROP FUNCTION search_fold(text)" },
        { "L4", DatabaseKind.Postgres, "CREATE OR REPLACE FUNCTION search_fold(typed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' || typed $$; REVOKE EXECUTE ON FUNCTION search_fold(text) FROM restpy_app" },
        { "L4", DatabaseKind.Postgres, "REVOKE SELECT ON audit_entry FROM restpy_app" },
    };

    [Theory, MemberData(nameof(Statements))]
    public async Task A_control_broken_in_the_database_is_not_called_verified(string claim, DatabaseKind kind, string sql)
    {
        if (kind == DatabaseKind.Postgres) TestDatabases.NeedPostgres();
        await using var house = await HouseAsync(kind);
        Assert.NotEqual(ClaimState.Failing, (await StandingAsync(house, claim)).State);
        await using (var connection = await TestDatabases.PastTheWallAsync(house.Services.GetRequiredService<DatabaseOptions>()))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
        var after = await StandingAsync(house, claim);
        Assert.True(after.State == ClaimState.Failing, $"{after.State}: {after.Evidence}");
    }

    [Theory]
    [InlineData("master.key", UnixFileMode.UserRead | UnixFileMode.GroupRead)]
    [InlineData("master.key", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead)]
    [InlineData("restpy.db", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [InlineData("", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute)]
    public async Task A_key_or_folder_open_to_others_turns_H4_red(string file, UnixFileMode mode)
    {
        await using var house = await HouseAsync(DatabaseKind.Sqlite);
        Assert.Equal(ClaimState.NotVerifiedHere, (await StandingAsync(house, "H4")).State);
        File.SetUnixFileMode(Path.Combine(house.Services.GetRequiredService<DatabaseOptions>().DataDirectory, file), mode);
        Assert.Equal(ClaimState.Failing, (await StandingAsync(house, "H4")).State);
    }

    [Fact]
    public async Task A_data_folder_made_open_is_closed_at_the_start()
    {
        var folder = Path.Combine(TestDatabases.NewFolder(), "data");
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite, settings: new(Settings) { ["data"] = folder });
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder));
    }

    [Theory]
    [InlineData("Restpy:Rates:all", "1000000/600000")]
    [InlineData("Restpy:Rates:sign-in", "5000/5000")]
    [InlineData("Restpy:Rates:reports", "100000/100000")]
    [InlineData("Restpy:Rates:menu.address", "100000/100000")]
    public async Task A_limit_configured_away_turns_A6_red(string setting, string value)
    {
        await using var house = await HouseAsync(DatabaseKind.Sqlite, settings: new(Settings) { [setting] = value });
        var standing = await StandingAsync(house, "A6");
        Assert.True(standing.State == ClaimState.Failing, standing.Evidence);
    }

    [Fact]
    public async Task The_limits_in_force_are_printed()
    {
        await using var house = await HouseAsync(DatabaseKind.Sqlite, settings: new(Settings) { ["Restpy:Rates:reports"] = "7/3" });
        var standing = await StandingAsync(house, "A6");
        Assert.Contains("reports 7 and 3", standing.Evidence, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "X-Frame-Options", "" }, { "X-Content-Type-Options", "" }, { "Content-Security-Policy", "default-src 'self' 'unsafe-inline'" }, { "Content-Security-Policy", "" },
    };

    [Theory, MemberData(nameof(Headers))]
    public async Task A_header_lost_on_the_way_turns_A8_red(string header, string value)
    {
        await using var house = await HouseAsync(DatabaseKind.Sqlite, between: (http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                if (value.Length == 0) http.Response.Headers.Remove(header);
                else http.Response.Headers[header] = value;
                return Task.CompletedTask;
            });
            return next(http);
        });
        Assert.Equal(ClaimState.Failing, (await StandingAsync(house, "A8")).State);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("Sec-Fetch-Site")]
    [InlineData("Origin")]
    public async Task A_gate_gone_around_turns_A1_red(string by)
    {
        await using var house = await HouseAsync(DatabaseKind.Sqlite, between: (http, next) =>
        {
            if (http.Request.Path == SecurityProbe.Path && (by == "POST" ? http.Request.Headers["Sec-Fetch-Site"].Count == 0 && http.Request.Headers.Origin.Count == 0 : http.Request.Headers.ContainsKey(by)))
            {
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
            return next(http);
        });
        Assert.Equal(ClaimState.Failing, (await StandingAsync(house, "A1")).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_forged_run_of_the_probe_is_not_believed(DatabaseKind kind)
    {
        await using var house = await HouseAsync(kind);
        await SqlAsync(house, $"INSERT INTO trust_probe (id, at, build, endpoints, models, attempts, milliseconds, failures, not_attacked, found, seal) VALUES ('{Guid.CreateVersion7().ToString().ToUpperInvariant()}', {(long)(house.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMicroseconds}, '{ProgramBuild.Of(house.Services.GetServices<IModule>())}', 900, 90, 90000, 1, 0, 0, '{{}}', 'bm90IGEgc2VhbA==')");
        Assert.Equal(ClaimState.Failing, (await StandingAsync(house, "H7")).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_run_of_the_probe_that_was_changed_is_not_believed(DatabaseKind kind)
    {
        await using var house = await HouseAsync(kind);
        await RecordAsync(house, failures: ["A bill was reached"]);
        await SqlAsync(house, "UPDATE trust_probe SET failures = 0");
        Assert.Equal(ClaimState.Failing, (await StandingAsync(house, "H7")).State);
    }

    [Theory, OnBothDatabases]
    public async Task A_run_of_the_probe_counts_for_a_day(DatabaseKind kind)
    {
        await using var house = await HouseAsync(kind);
        await RecordAsync(house, failures: []);
        Assert.Equal(ClaimState.Verified, (await StandingAsync(house, "H7")).State);
        house.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(ClaimState.NotVerifiedHere, (await StandingAsync(house, "H7")).State);
    }

    private static async Task RecordAsync(TestHouse house, IReadOnlyList<string> failures)
    {
        await using var scope = house.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProbeRuns>().RecordAsync(new(1, 1, 1, TimeSpan.Zero, failures, []), ProgramBuild.Of(house.Services.GetServices<IModule>()), default);
    }

    private static async Task<TestHouse> HouseAsync(DatabaseKind kind, Dictionary<string, string>? settings = null, Func<HttpContext, RequestDelegate, Task>? between = null)
    {
        var house = await TestHouse.StartAsync(kind, services => { if (between is not null) services.AddSingleton<IStartupFilter>(new InTheWay(between)); }, settings ?? Settings);
        // Somebody has worked here, so that there is a log to look at.
        await (await house.SignInAsync("owner@spice-garden.example")).GetAsync("/staff/log");
        return house;
    }

    private static async Task<Restpy.Trust.Standing> StandingAsync(TestHouse house, string id)
    {
        var rounds = house.Services.GetRequiredService<CheckRounds>();
        await rounds.RunAsync(rounds.Now().Single(s => s.Claim.Id == id).Claim, default);
        return rounds.Now().Single(s => s.Claim.Id == id);
    }

    private static async Task SqlAsync(TestHouse house, string sql)
    {
        await using var connection = await TestDatabases.PastTheWallAsync(house.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stands before everything, as a proxy set up wrongly would.</summary>
    private sealed class InTheWay(Func<HttpContext, RequestDelegate, Task> between) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(inner => http => between(http, inner));
            next(app);
        };
    }
}
