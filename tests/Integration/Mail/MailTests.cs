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

/// <summary>Letters go out with the change they tell of, by a connection nobody can listen to, and each about once.</summary>
public sealed class MailTests
{
    private static readonly Letter Hello = new("reader@example.com", "fr", "Bonjour – चाय", ["Une table <b>vous</b> attend.", "À ce soir."], new("Ouvrir", new("https://menu.example/x?a=1&b=2")));

    [Theory, OnBothDatabases]
    public async Task A_letter_reaches_its_reader_over_tls_and_signed_in_and_leaves_no_text_behind(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var house = await TestHouse.StartAsync(kind, settings: carrier.Settings());
        await PutAsync(house, Hello);
        await RoundAsync(house);
        var letter = Assert.Single(carrier.Delivered);
        Assert.Equal("reader@example.com", letter.To);
        Assert.Contains("no-reply@menu.example", letter.Header("From"));
        Assert.Equal("fr", letter.Header("Content-Language"));
        Assert.Equal("auto-generated", letter.Header("Auto-Submitted"));
        var text = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(letter.Text)));
        Assert.Equal("Bonjour – चाय", text.Subject);
        Assert.Contains("Une table <b>vous</b> attend.", text.TextBody);
        Assert.Contains("&lt;b&gt;vous", text.HtmlBody);
        Assert.Contains("https://menu.example/x?a=1&amp;b=2", text.HtmlBody);
        var row = await RowAsync(house);
        Assert.NotNull(row.SentAt);
        Assert.Equal("", row.SealedLetter);
        // Nothing of it was said before the connection was closed to others.
        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH"], carrier.Said.Take(4).Select(s => s.Split(' ')[0]));
    }

    [Theory, OnBothDatabases]
    public async Task Waiting_letters_cannot_be_read_in_the_database_and_a_change_undone_sends_none(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var house = await TestHouse.StartAsync(kind, settings: carrier.Settings());
        carrier.WillBe(Mood.Later);
        await PutAsync(house, Hello);
        await using (var scope = house.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            house.Services.GetRequiredService<IMails>().Put(db, Hello with { To = "undone@example.com" });
            await db.SaveChangesAsync(default);
        }
        await RoundAsync(house);
        var row = await RowAsync(house);
        Assert.Equal(1, await house.InAsync("spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<QueuedLetter>().CountAsync()));
        Assert.NotEqual("", row.SealedLetter);
        foreach (var word in new[] { "reader", "table", "Bonjour" })
        {
            Assert.DoesNotContain(word, row.SealedLetter, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(word))[..4], row.SealedLetter, StringComparison.Ordinal);
        }
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => house.Services.GetRequiredService<Restpy.Platform.Web.MasterKey>().Open(row.SealedLetter, $"letter {Guid.NewGuid()}"));
    }

    [Theory, OnBothDatabases]
    public async Task Later_is_tried_again_with_growing_waits_and_never_is_not(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var house = await TestHouse.StartAsync(kind, settings: carrier.Settings());
        carrier.WillBe(Mood.Later, Mood.Later);
        await PutAsync(house, Hello);
        await RoundAsync(house);
        Assert.Equal("letter 451", (await RowAsync(house)).LastError);
        await AfterAsync(house, 29);
        Assert.Equal(1, (await RowAsync(house)).Tries);
        await AfterAsync(house, 2);
        await AfterAsync(house, 58);
        Assert.Equal(2, (await RowAsync(house)).Tries);
        await AfterAsync(house, 3);
        Assert.Single(carrier.Delivered);
        foreach (var (mood, error) in new[] { (Mood.NeverRecipient, "recipient 550"), (Mood.NeverLetter, "letter 554") })
        {
            carrier.WillBe(mood);
            await PutAsync(house, Hello);
            await RoundAsync(house);
            var row = await RowAsync(house);
            Assert.Equal(error, row.LastError);
            Assert.NotNull(row.GivenUpAt);
            Assert.Equal("", row.SealedLetter);
        }
        Assert.Single(carrier.Delivered);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_cut_while_it_is_handed_over_is_repeated_under_its_name_and_not_for_ever(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var house = await TestHouse.StartAsync(kind, settings: carrier.Settings());
        carrier.WillBe(Mood.CutsInside, Mood.CutsAfter);
        await PutAsync(house, Hello);
        foreach (var wait in new[] { 1, 31, 61 }) await AfterAsync(house, wait);
        Assert.Equal(2, carrier.Delivered.Count);
        Assert.Single(carrier.Delivered.Select(d => d.Header("Message-Id")).Distinct());
        Assert.NotNull((await RowAsync(house)).SentAt);
        carrier.Delivered.Clear();
        carrier.WillBe([.. Enumerable.Repeat(Mood.CutsAfter, 10)]);
        await PutAsync(house, Hello);
        for (var i = 0; i < 10; i++) await AfterAsync(house, 4000);
        Assert.Equal(3, carrier.Delivered.Count);
        Assert.Equal("cut", (await RowAsync(house)).LastError);
        Assert.NotNull((await RowAsync(house)).GivenUpAt);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_and_what_is_late_is_not_sent()
    {
        await using var carrier = new MailCarrier();
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite, settings: carrier.Settings());
        carrier.WillBe(Mood.Hangs);
        await PutAsync(house, Hello with { UsefulFor = TimeSpan.FromMinutes(5) });
        await RoundAsync(house);
        Assert.Equal("cut", (await RowAsync(house)).LastError);
        await AfterAsync(house, 300);
        Assert.Empty(carrier.Delivered);
        Assert.NotNull((await RowAsync(house)).GivenUpAt);
    }

    [Theory]
    [InlineData("localhost", true, false, "certificate")]
    [InlineData("elsewhere.example", true, true, "certificate")]
    [InlineData("localhost", false, true, "security")]
    public async Task No_letter_goes_to_a_server_that_cannot_prove_its_name_or_offers_no_tls(string name, bool offersTls, bool trusted, string error)
    {
        await using var carrier = new MailCarrier(name, offersTls);
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite, settings: carrier.Settings(trusted));
        await PutAsync(house, Hello);
        await RoundAsync(house);
        Assert.Equal(error, (await RowAsync(house)).LastError);
        Assert.Empty(carrier.Delivered);
        Assert.DoesNotContain(carrier.Said, s => s.StartsWith("AUTH", StringComparison.Ordinal) || s.StartsWith("MAIL", StringComparison.Ordinal));
        // What the operator reads of it.
        var page = await (await house.AsAsync("admin@restpy.example")).PageAsync("/platform/mail");
        Assert.Contains(error == "security" ? "no STARTTLS" : "not trusted", page.QuerySelector(".facts")!.TextContent);
        Assert.DoesNotContain("reader@", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_wrong_password_is_shown_and_an_address_with_a_second_line_is_no_address()
    {
        await using var carrier = new MailCarrier();
        var settings = carrier.Settings();
        settings["Restpy:Mail:Password"] = "wrong";
        await using (var house = await TestHouse.StartAsync(DatabaseKind.Sqlite, settings: settings))
        {
            await PutAsync(house, Hello);
            await RoundAsync(house);
            Assert.Equal("login", (await RowAsync(house)).LastError);
        }
        await using (var house = await TestHouse.StartAsync(DatabaseKind.Sqlite, settings: carrier.Settings()))
        {
            await PutAsync(house, Hello with { To = "a@example.com\r\nRCPT TO:<b@example.com>" });
            await PutAsync(house, Hello with { Subject = "Hello\r\nBcc: b@example.com" });
            await RoundAsync(house);
            Assert.Equal("", Assert.Single(carrier.Delivered).Header("Bcc"));
        }
    }

    [Fact]
    public async Task A_demo_shows_its_letters_to_the_super_admin_alone()
    {
        await using var house = await TestHouse.StartAsync(DatabaseKind.Sqlite);
        await PutAsync(house, Hello);
        await RoundAsync(house);
        var page = await (await house.AsAsync("admin@restpy.example")).PageAsync("/platform/mail");
        Assert.Contains("Une table <b>vous</b> attend.", page.QuerySelector("[data-letter='reader@example.com']")!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await house.AsAsync("owner@spice-garden.example")).GetAsync("/platform/mail")).StatusCode);
    }

    [Fact]
    public void A_server_elsewhere_is_never_spoken_to_in_the_open() =>
        Assert.Throws<InvalidOperationException>(() => new MailSettings(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Restpy:Mail:Host"] = "mail.example", ["Restpy:Mail:From"] = "a@b.example", ["Restpy:Mail:Security"] = "Loopback" }).Build()));

    private static async Task PutAsync(TestHouse house, Letter letter) => await house.InAsync("spice-garden", null, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        services.GetRequiredService<IMails>().Put(db, letter);
        return await db.SaveChangesAsync(default);
    });

    private static Task RoundAsync(TestHouse house) => AfterAsync(house, 0);

    private static async Task AfterAsync(TestHouse house, int seconds)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(seconds));
        // The lead is taken a moment after the start.
        for (var i = 0; i < 100 && house.Services.GetRequiredService<Restpy.Platform.Jobs.Lead>().Term is null; i++) await Task.Delay(50);
        await house.Services.GetRequiredService<Postman>().RunOnceAsync(default);
    }

    private static async Task<QueuedLetter> RowAsync(TestHouse house) =>
        await house.InAsync("spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<QueuedLetter>().AsNoTracking().OrderByDescending(l => l.QueuedAt).FirstAsync());
}
