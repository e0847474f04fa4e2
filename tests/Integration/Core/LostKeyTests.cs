using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Factors;
using Restpy.IntegrationTests.Mail;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What a lost master key sealed is given up in words; it holds up nothing else.</summary>
public sealed class LostKeyTests
{
    private static readonly string Foreign = MasterKey.Create(TestDatabases.NewFolder())
        .Seal("sealed elsewhere", "elsewhere");

    [Theory, OnBothDatabases]
    public async Task A_letter_nothing_opens_is_given_up_and_the_next_one_is_sent(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(kind, settings: carrier.Settings());
        await Post.PutAsync(restpy, Post.Hello);
        await RunAsync(restpy, $"UPDATE platform_mail SET sealed_letter = '{Foreign}'");
        await Post.PutAsync(restpy, Post.Hello with { To = "second@example.com" });
        await Post.RoundAsync(restpy);
        Assert.Equal("second@example.com", Assert.Single(carrier.Delivered).To);
        Assert.Equal("1", await RunAsync(
            restpy, "SELECT count(*) FROM platform_mail WHERE last_error = 'sealed' AND given_up_at IS NOT NULL"));
    }

    [Fact]
    public async Task The_outbox_of_a_demo_leaves_out_what_nothing_opens()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await Post.PutAsync(restpy, Post.Hello with { To = "lost@example.com" });
        await RunAsync(restpy, $"UPDATE platform_mail SET sealed_letter = '{Foreign}'");
        await Post.PutAsync(restpy, Post.Hello);
        Assert.Single(await Somebody.LettersAsync(restpy, Post.Hello.To));
    }

    [Theory, OnBothDatabases]
    public async Task An_app_nothing_opens_makes_a_wrong_code_and_no_fault(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Somebody.Owner);
        var key = await OwnFactorTests.AddAppAsync(restpy, owner);
        await RunAsync(restpy, $"UPDATE staff_factor SET key = '{Foreign}'");
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var code = Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow()) + 1);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await Somebody.TypeAsync(browser, code, SecondFactorMethod.App)).StatusCode);
    }

    private static async Task<string?> RunAsync(TestProduct restpy, string sql)
    {
        await using var connection = await TestDatabases.PastTheWallAsync(
            restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
