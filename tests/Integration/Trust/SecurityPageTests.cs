#pragma warning disable RS0030 // The evidence is taken away on purpose.
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Restpy.Trust;
using Restpy.Trust.Checks;
using Restpy.Trust.Contract;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

public sealed class SecurityPageTests
{
    private static readonly Dictionary<string, string> Quiet = new() { ["Restpy:SelfChecks"] = "off" };

    [Fact]
    public void Every_claim_is_spoken_for_by_exactly_one_module() =>
        Assert.Equal(ClaimRegister.Ids.Order(StringComparer.Ordinal),
            ModuleList.All.SelectMany(m => m.Claims).Select(c => c.Id).Order(StringComparer.Ordinal));

    [Theory, OnBothDatabases]
    public async Task Before_any_check_has_run_the_page_vouches_for_nothing(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/security");
        var claims = page.QuerySelectorAll("article.claim").ToList();
        Assert.Equal(ClaimRegister.Ids, claims.Select(c => c.Id!));
        Assert.All(claims, c => Assert.Equal("NotVerifiedHere", c.GetAttribute("data-claim-state")));
        Assert.DoesNotContain('{', page.Body!.TextContent);
        Assert.DoesNotContain("claim.", page.Body!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_true_of_the_running_system_is_verified_and_the_rest_says_why_not(DatabaseKind kind)
    {
        // With the product's own limits: those of the tests are limits in name only.
        await using var restpy = await TestProduct.StartAsync(kind, settings: new(Quiet) { ["Restpy:Rates:all"] = "" });
        await (await restpy.SignInAsync("owner@maison-lumiere.example")).GetAsync("/staff/log");
        var rounds = restpy.Services.GetRequiredService<CheckSchedule>();
        await rounds.RunOnceAsync(default);
        var now = rounds.Now();
        Assert.DoesNotContain(now, s => s.State == ClaimState.Failing);
        Assert.All(now, s => Assert.NotEqual("", s.Evidence));
        foreach (var id in new[] { "A1", "A6", "A7", "A8", "P1", "L1", "L2", "L3", "L4" })
            Assert.Equal((id, ClaimState.Verified), (id, now.Single(s => s.Claim.Id == id).State));
        foreach (var id in new[] { "H1", "H3", "H7", "H5", "C1", "C2" })
            Assert.Equal((id, ClaimState.NotVerifiedHere), (id, now.Single(s => s.Claim.Id == id).State));
        restpy.Clock.Advance(ClaimStatus.FreshFor + TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(rounds.Now(), s => s.State == ClaimState.Verified);
    }

    [Theory, OnBothDatabases]
    public async Task Taking_the_evidence_away_turns_the_claim_red(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        Assert.Equal(ClaimState.Verified, await StateAsync(restpy, "L2"));
        await RunSqlAsync(restpy, kind == DatabaseKind.Sqlite
            ? "DROP TRIGGER audit_entry_never_updated; DROP TRIGGER audit_entry_never_deleted"
            : "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_never_changed; GRANT UPDATE, DELETE ON "
                + "audit_entry TO restpy_app");
        Assert.Equal(ClaimState.Failing, await StateAsync(restpy, "L2"));

        Assert.Equal(ClaimState.Verified, await StateAsync(restpy, "P1"));
        // Past the product, which would refuse it; in the oldest row, with more than the newest rows before it.
        const string Oldest =
            "UPDATE audit_entry SET reason = '{0}' WHERE id = (SELECT id FROM audit_entry WHERE restaurant_id = "
                + "(SELECT restaurant_id FROM audit_entry WHERE action = 'order.seated' LIMIT 1) ORDER BY id LIMIT 1)";
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            for (var i = 0; i < CardScan.NewestRows + 10; i++) db.Act("order.seated", "Order", Id.New(), "a note");
            return await db.SaveChangesAsync();
        });
        Assert.Equal(ClaimState.Verified, await StateAsync(restpy, "P1"));
        await RunSqlAsync(restpy,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Oldest, "card 4242 4242 4242 4242"));
        Assert.Equal(ClaimState.Failing, await StateAsync(restpy, "P1"));
        Assert.Equal(ClaimState.Failing, await StateAsync(restpy, "P1"));
        await RunSqlAsync(restpy, string.Format(System.Globalization.CultureInfo.InvariantCulture, Oldest, "no card"));
        Assert.Equal(ClaimState.Verified, await StateAsync(restpy, "P1"));

        await using (var scope = restpy.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ProbeRuns>()
                .RecordAsync(new(1, 1, 1, TimeSpan.Zero, [], []),
                    ProgramBuild.Of(restpy.Services.GetServices<IModule>()), default);
        Assert.Equal(kind == DatabaseKind.Sqlite ? ClaimState.Verified
            : ClaimState.Failing, await StateAsync(restpy, "H7"));
        await RunSqlAsync(restpy, kind == DatabaseKind.Sqlite ? "DROP TRIGGER wall_ordering_order_update"
            : "REVOKE UPDATE, DELETE ON audit_entry FROM restpy_app; ALTER TABLE ordering_order NO FORCE ROW LEVEL "
                + "SECURITY");
        Assert.Equal(ClaimState.Failing, await StateAsync(restpy, "H7"));

        await RunSqlAsync(restpy, "UPDATE platform_key SET sealed_xml = '<key>plain</key>'");
        Assert.Equal(ClaimState.Failing, await StateAsync(restpy, "H4"));
    }

    [Fact]
    public void What_a_check_saw_counts_for_five_minutes_and_what_a_scan_saw_for_a_day()
    {
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(24)),
            (ClaimStatus.FreshFor, ProbeEvidence.CountsFor));
        Assert.True(CheckSchedule.Every * 2 < ClaimStatus.FreshFor);
    }

    [Theory, OnBothDatabases]
    public async Task Every_checked_claim_prints_the_age_of_its_evidence(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        await restpy.Services.GetRequiredService<CheckSchedule>().RunOnceAsync(default);
        restpy.Clock.Advance(TimeSpan.FromMinutes(3));
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/security");
        Assert.All(page.QuerySelectorAll("article.claim .claim-state time"),
            t => Assert.Matches("· (3|4) minutes ago$", t.TextContent.Trim()));
    }

    [Theory, OnBothDatabases]
    public async Task A_check_that_breaks_is_failing_and_tells_nothing_of_the_inside(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        var rounds = restpy.Services.GetRequiredService<CheckSchedule>();
        var claim = rounds.Now().Single(s => s.Claim.Id == "H7").Claim with
        {
            Check = (_, _) => throw new InvalidOperationException("Password=hunter2"),
        };
        await rounds.RunAsync(claim, default);
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/security");
        Assert.Equal("Failing", page.QuerySelector("#H7")!.GetAttribute("data-claim-state"));
        Assert.DoesNotContain("hunter2", page.DocumentElement.OuterHtml);
    }

    [Theory, OnBothDatabases]
    public async Task The_operators_details_come_from_settings_and_a_filed_certificate_is_asserted(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: new(Quiet)
        {
            ["Restpy:Operator:PrimaryRegion"] = "a cellar in Lyon", ["Restpy:Operator:Attestations:0:Claim"] = "C1",
            ["Restpy:Operator:Attestations:0:Issuer"] = "An Auditor",
            ["Restpy:Operator:Attestations:0:Report"] = "Report 7",
            ["Restpy:Operator:Attestations:0:From"] = "2020-01-01",
            ["Restpy:Operator:Attestations:0:Until"] = "2100-01-01",
        });
        await StateAsync(restpy, "C1");
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync("/security");
        Assert.Contains("a cellar in Lyon", page.QuerySelector("#H1-text")!.TextContent);
        Assert.Equal("AssertedByOperator", page.QuerySelector("#C1")!.GetAttribute("data-claim-state"));
        Assert.Contains("Report 7", page.QuerySelector("#C1")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task Only_the_super_admin_sees_the_restaurants_of_the_installation(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Quiet);
        var page = await (await restpy.AsAsync("admin@restpy.example")).PageAsync("/platform");
        Assert.Equal(["Maison Lumière", "Spice Garden"],
            page.QuerySelectorAll("tbody th a").Select(c => c.TextContent.Trim()));
        Assert.Single((await (await restpy.AsAsync("admin@restpy.example")).PageAsync("/platform?q=spice"))
            .QuerySelectorAll("tbody tr"));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("owner@spice-garden.example")).GetAsync("/platform")).StatusCode);
    }

    private static async Task<ClaimState> StateAsync(TestProduct restpy, string id)
    {
        var rounds = restpy.Services.GetRequiredService<CheckSchedule>();
        await rounds.RunAsync(rounds.Now().Single(s => s.Claim.Id == id).Claim, default);
        return rounds.Now().Single(s => s.Claim.Id == id).State;
    }

    private static async Task RunSqlAsync(TestProduct restpy, string sql)
    {
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
