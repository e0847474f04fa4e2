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
/// What the sabotage tests share: a running installation, ways to break it, and what the page says then.
/// </summary>
internal static class Sabotage
{
    public static readonly Dictionary<string, string> Settings = new()
    {
        ["Restpy:SelfChecks"] = "off", ["Restpy:Rates:all"] = "",
    };

    public static async Task RecordAsync(TestProduct restpy, IReadOnlyList<string> failures)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProbeRuns>()
            .RecordAsync(new(1, 1, 1, TimeSpan.Zero, failures, []),
                ProgramBuild.Of(restpy.Services.GetServices<IModule>()), default);
    }

    public static async Task<TestProduct> ProductAsync(DatabaseKind kind, Dictionary<string, string>? settings = null,
        Func<HttpContext, RequestDelegate, Task>? between = null)
    {
        var restpy = await TestProduct.StartAsync(kind, services =>
        {
            if (between is not null) services.AddSingleton<IStartupFilter>(new InTheWay(between));
        }, settings ?? Settings);
        // Somebody has worked here, so that there is a log to look at.
        await (await restpy.SignInAsync("owner@spice-garden.example")).GetAsync("/staff/log");
        return restpy;
    }

    public static async Task<Restpy.Trust.ClaimStatus> StandingAsync(TestProduct restpy, string id)
    {
        var rounds = restpy.Services.GetRequiredService<CheckSchedule>();
        await rounds.RunAsync(rounds.Now().Single(s => s.Claim.Id == id).Claim, default);
        return rounds.Now().Single(s => s.Claim.Id == id);
    }

    /// <summary>Fails unless the claim was not red before the statement and is red after it.</summary>
    public static async Task TurnsRedAsync(string claim, DatabaseKind kind, string sql)
    {
        if (kind == DatabaseKind.Postgres) TestDatabases.NeedPostgres();
        await using var restpy = await ProductAsync(kind);
        Assert.NotEqual(ClaimState.Failing, (await StandingAsync(restpy, claim)).State);
        await SqlAsync(restpy, sql);
        var after = await StandingAsync(restpy, claim);
        Assert.True(after.State == ClaimState.Failing, $"{after.State}: {after.Evidence}");
    }

    public static async Task SqlAsync(TestProduct restpy, string sql)
    {
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
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
