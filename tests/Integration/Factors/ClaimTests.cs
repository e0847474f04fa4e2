using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Mail;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Restpy.Trust.Checks;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>What /security says of the second factor is what is so.</summary>
public sealed class ClaimTests
{
    [Theory, OnBothDatabases]
    public async Task It_is_verified_with_a_mail_server_and_red_when_somebody_got_in_with_less(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        var settings = carrier.Settings();
        settings["Restpy:SelfChecks"] = "off";
        await using var restpy = await TestProduct.StartAsync(kind, settings: settings);
        using var before = await restpy.SignInAsync(Somebody.Waiter);
        await Somebody.AskAsync(restpy, Role.Owner, SecondFactorRequirement.SecondFactor);
        await Somebody.AskAsync(restpy, Role.Waiter, SecondFactorRequirement.SecondFactor);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        await Mail.Post.RoundAsync(restpy);
        for (var i = 0; i < 100 && carrier.Delivered.Count == 0; i++) await Task.Delay(50);
        var text = MimeKit.MimeMessage.Load(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(carrier.Delivered[0].Text))).TextBody;
        Assert.True(await Somebody.CodeAsync(
            browser, text!.Split('\n').First(l => l.Trim().Length == 9 && char.IsDigit(l[0]))));
        var (state, evidence) = await FindingAsync(restpy);
        Assert.Equal(ClaimState.Verified, state);
        Assert.Contains("2 roles ask", evidence);
        await RunAsync(restpy, "UPDATE staff_session SET second = 'None' WHERE role = 'Owner'");
        Assert.Equal(ClaimState.Failing, (await FindingAsync(restpy)).State);
        await RunAsync(restpy, "UPDATE staff_session SET second = 'Email' WHERE role = 'Owner'");
        await RunAsync(restpy, "UPDATE staff_mail_code SET ends_at = ends_at + 1000000, spent_at = NULL");
        Assert.Equal(ClaimState.Failing, (await FindingAsync(restpy)).State);
    }

    [Fact]
    public async Task In_a_demo_without_a_mail_server_it_is_not_verified()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:SelfChecks"] = "off" });
        var (state, evidence) = await FindingAsync(restpy);
        Assert.Equal(ClaimState.NotVerifiedHere, state);
        Assert.Contains("without a mail server", evidence);
    }

    private static async Task<(ClaimState State, string Evidence)> FindingAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        var finding = await SecondFactorCheck.RunAsync(scope.ServiceProvider, default);
        return (finding.State, finding.Evidence);
    }

    private static async Task RunAsync(TestProduct restpy, string sql)
    {
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }
}
