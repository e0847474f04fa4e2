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

/// <summary>
/// Letters go out with the change they tell of, by a connection nobody can listen to, and each about once.
/// </summary>
public sealed class MailTests
{
    [Theory, OnBothDatabases]
    public async Task A_letter_reaches_its_reader_over_tls_and_signed_in_and_leaves_no_text_behind(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(kind, settings: carrier.Settings());
        await Post.PutAsync(restpy, Post.Hello);
        await Post.RoundAsync(restpy);
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
        var row = await Post.RowAsync(restpy);
        Assert.NotNull(row.SentAt);
        Assert.Equal("", row.SealedLetter);
        // Nothing of it was said before the connection was closed to others.
        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH"], carrier.Said.Take(4).Select(s => s.Split(' ')[0]));
    }

    [Theory, OnBothDatabases]
    public async Task Waiting_letters_cannot_be_read_in_the_database_and_a_change_undone_sends_none(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(kind, settings: carrier.Settings());
        carrier.WillBe(Mood.TriesLater);
        await Post.PutAsync(restpy, Post.Hello);
        await using (var scope = restpy.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            restpy.Services.GetRequiredService<IMails>().Put(db, Post.Hello with { To = "undone@example.com" });
            await db.SaveChangesAsync(default);
        }
        await Post.RoundAsync(restpy);
        var row = await Post.RowAsync(restpy);
        Assert.Equal(1, await restpy.InAsync(
            "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<QueuedEmail>().CountAsync()));
        Assert.NotEqual("", row.SealedLetter);
        foreach (var word in new[] { "reader", "table", "Bonjour" })
        {
            Assert.DoesNotContain(word, row.SealedLetter, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(word))[..4],
                row.SealedLetter, StringComparison.Ordinal);
        }
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => restpy.Services.GetRequiredService<Restpy.Platform.Keys.MasterKey>()
            .Open(row.SealedLetter, $"letter {Guid.NewGuid()}"));
    }

    [Theory, OnBothDatabases]
    public async Task Later_is_tried_again_with_growing_waits_and_never_is_not(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(kind, settings: carrier.Settings());
        carrier.WillBe(Mood.TriesLater, Mood.TriesLater);
        await Post.PutAsync(restpy, Post.Hello);
        await Post.RoundAsync(restpy);
        Assert.Equal("letter 451", (await Post.RowAsync(restpy)).LastError);
        await Post.AfterAsync(restpy, 29);
        Assert.Equal(1, await Post.TriesAsync(restpy));
        await Post.AfterAsync(restpy, 2);
        await Post.AfterAsync(restpy, 58);
        Assert.Equal(2, await Post.TriesAsync(restpy));
        await Post.AfterAsync(restpy, 3);
        Assert.Single(carrier.Delivered);
        foreach (var (mood, error) in new[] {
            (Mood.NeverRecipient, "recipient 550"), (Mood.NeverLetter, "letter 554") })
        {
            carrier.WillBe(mood);
            await Post.PutAsync(restpy, Post.Hello);
            await Post.RoundAsync(restpy);
            var row = await Post.RowAsync(restpy);
            Assert.Equal(error, row.LastError);
            Assert.NotNull(row.GivenUpAt);
            Assert.Equal("", row.SealedLetter);
        }
        Assert.Single(carrier.Delivered);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_cut_while_it_is_handed_over_is_repeated_under_its_name_and_not_for_ever(
    DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(kind, settings: carrier.Settings());
        carrier.WillBe(Mood.CutsInside, Mood.CutsAfter);
        await Post.PutAsync(restpy, Post.Hello);
        foreach (var wait in new[] { 1, 31, 61 }) await Post.AfterAsync(restpy, wait);
        Assert.Equal(2, carrier.Delivered.Count);
        Assert.Single(carrier.Delivered.Select(d => d.Header("Message-Id")).Distinct());
        Assert.NotNull((await Post.RowAsync(restpy)).SentAt);
        carrier.Delivered.Clear();
        carrier.WillBe([.. Enumerable.Repeat(Mood.CutsAfter, 10)]);
        await Post.PutAsync(restpy, Post.Hello);
        for (var i = 0; i < 10; i++) await Post.AfterAsync(restpy, 4000);
        Assert.Equal(3, carrier.Delivered.Count);
        Assert.Equal("cut", (await Post.RowAsync(restpy)).LastError);
        Assert.NotNull((await Post.RowAsync(restpy)).GivenUpAt);
    }

    [Theory, OnBothDatabases]
    public async Task A_letter_of_the_version_before_is_sent_once(DatabaseKind kind)
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(kind, settings: carrier.Settings());
        await Post.QueuedByVersionBeforeAsync(restpy, Post.Hello);
        await Post.RoundAsync(restpy);
        Assert.Empty(carrier.Delivered);
        Assert.Equal(1, await restpy.Services.GetRequiredService<EarlierEmails>().RunOnceAsync(default));
        Assert.Equal(0, await restpy.Services.GetRequiredService<EarlierEmails>().RunOnceAsync(default));
        await Post.RoundAsync(restpy);
        Assert.Single(carrier.Delivered);
        Assert.NotNull((await Post.RowAsync(restpy)).SentAt);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_and_what_is_late_is_not_sent()
    {
        await using var carrier = new MailCarrier();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: carrier.Settings());
        carrier.WillBe(Mood.Hangs);
        await Post.PutAsync(restpy, Post.Hello with { UsefulFor = TimeSpan.FromMinutes(5) });
        await Post.RoundAsync(restpy);
        Assert.Equal("cut", (await Post.RowAsync(restpy)).LastError);
        await Post.AfterAsync(restpy, 300);
        Assert.Empty(carrier.Delivered);
        Assert.NotNull((await Post.RowAsync(restpy)).GivenUpAt);
    }
}
