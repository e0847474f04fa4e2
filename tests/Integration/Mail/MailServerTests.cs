using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Mail;

/// <summary>To whom letters are given, and who sees how they fare.</summary>
public sealed class MailServerTests
{
    [Theory]
    [InlineData("localhost", true, false, "certificate")]
    [InlineData("elsewhere.example", true, true, "certificate")]
    [InlineData("localhost", false, true, "security")]
    public async Task No_letter_goes_to_a_server_that_cannot_prove_its_name_or_offers_no_tls(
    string name, bool offersTls, bool trusted, string error)
    {
        await using var carrier = new MailCarrier(name, offersTls);
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: carrier.Settings(trusted));
        await Post.PutAsync(restpy, Post.Hello);
        await Post.RoundAsync(restpy);
        Assert.Equal(error, (await Post.RowAsync(restpy)).LastError);
        Assert.Empty(carrier.Delivered);
        Assert.DoesNotContain(carrier.Said, s => s.StartsWith("AUTH", StringComparison.Ordinal)
            || s.StartsWith("MAIL", StringComparison.Ordinal));
        // What the operator reads of it.
        var page = await (await restpy.AsAsync("admin@restpy.example")).PageAsync("/platform/mail");
        Assert.Contains(error == "security" ? "no STARTTLS" : "not trusted", page.QuerySelector(".facts")!.TextContent);
        Assert.DoesNotContain("reader@", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_wrong_password_is_shown_and_an_address_with_a_second_line_is_no_address()
    {
        await using var carrier = new MailCarrier();
        var settings = carrier.Settings();
        settings["Restpy:Mail:Password"] = "wrong";
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: settings))
        {
            await Post.PutAsync(restpy, Post.Hello);
            await Post.RoundAsync(restpy);
            Assert.Equal("login", (await Post.RowAsync(restpy)).LastError);
        }
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: carrier.Settings()))
        {
            await Post.PutAsync(restpy, Post.Hello with { To = "a@example.com\r\nRCPT TO:<b@example.com>" });
            await Post.PutAsync(restpy, Post.Hello with { Subject = "Hello\r\nBcc: b@example.com" });
            await Post.RoundAsync(restpy);
            Assert.Equal("", Assert.Single(carrier.Delivered).Header("Bcc"));
        }
    }

    [Fact]
    public async Task A_demo_shows_its_letters_to_the_super_admin_alone()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        await Post.PutAsync(restpy, Post.Hello);
        await Post.RoundAsync(restpy);
        var page = await (await restpy.AsAsync("admin@restpy.example")).PageAsync("/platform/mail");
        Assert.Contains("Une table <b>vous</b> attend.",
            page.QuerySelector("[data-letter='reader@example.com']")!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("owner@spice-garden.example")).GetAsync("/platform/mail")).StatusCode);
    }

    [Fact]
    public void A_server_elsewhere_is_never_spoken_to_in_the_open() =>
        Assert.Throws<InvalidOperationException>(() => new MailSettings(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Restpy:Mail:Host"] = "mail.example", ["Restpy:Mail:From"] = "a@b.example",
                ["Restpy:Mail:Security"] = "Loopback",
            }).Build()));
}
