using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;
using Restpy.IntegrationTests.Floor;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Staff;
using Restpy.Staff.Invite;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.People;

/// <summary>The page of an open invitation: ways to pass its link on, and the moment the link ends.</summary>
public sealed class ShareInvitationTests(SharedProducts products)
{
    private const string Owner = "owner@spice-garden.example";
    private const string FrenchOwner = "owner@maison-lumiere.example";

    [Theory, OnBothDatabases]
    public async Task WhatsApp_gets_the_restaurants_name_and_the_link(DatabaseKind kind)
    {
        var (page, _) = await InvitedAsync(await products.OnAsync(kind), Owner, "en");
        var link = page.QuerySelector("a[href^='https://wa.me/']")!;
        Assert.Equal("noopener noreferrer", link.GetAttribute("rel"));
        var text = Uri.UnescapeDataString(link.GetAttribute("href")!["https://wa.me/?text=".Length..]);
        Assert.Contains("Spice Garden invites you", text, StringComparison.Ordinal);
        Assert.EndsWith(" " + LinkOf(page), text, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task WhatsApp_speaks_the_language_of_the_new_person(DatabaseKind kind)
    {
        var (page, _) = await InvitedAsync(await products.OnAsync(kind), Owner, "hi");
        Assert.Contains("आपको टीम में बुला रहा है",
            Uri.UnescapeDataString(page.QuerySelector("a[href^='https://wa.me/']")!.GetAttribute("href")!),
            StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task The_code_on_demand_is_the_link(DatabaseKind kind)
    {
        var (page, _) = await InvitedAsync(await products.OnAsync(kind), Owner, "en");
        SheetTests.AssertDraws(LinkOf(page), page.QuerySelector("details:not([open]) svg.qr path")!.GetAttribute("d")!,
            QRCodeGenerator.ECCLevel.M);
    }

    [Theory, OnBothDatabases]
    public async Task The_page_says_the_end_in_the_restaurants_time(DatabaseKind kind)
    {
        var (page, email) = await InvitedAsync(await products.OnAsync(kind), Owner, "en");
        var until = await UntilAsync(await products.OnAsync(kind), "spice-garden", email, "Asia/Kolkata", "en");
        Assert.Equal($"Share this link with Asha Pillai only. It works once, until {until}.",
            page.QuerySelector("#link-hint")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task The_page_says_the_end_in_the_readers_language(DatabaseKind kind)
    {
        var (page, email) = await InvitedAsync(await products.OnAsync(kind), FrenchOwner, "en");
        var until = await UntilAsync(await products.OnAsync(kind), "maison-lumiere", email, "Europe/Paris", "fr");
        Assert.Contains($"jusqu’au {until}.", page.QuerySelector("#link-hint")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task The_mail_says_the_end_in_the_language_of_the_new_person(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (_, email) = await InvitedAsync(restpy, Owner, "fr");
        var until = await UntilAsync(restpy, "spice-garden", email, "Asia/Kolkata", "fr");
        var letters = await restpy.InAsync("spice-garden", null,
            async s => await s.GetRequiredService<Mails>().ShownAsync(s.GetRequiredService<RestpyDb>(), 50, default));
        Assert.Contains($"jusqu’au {until}.",
            letters.Single(l => l.EmailMessage.To == email).EmailMessage.Paragraphs[1], StringComparison.Ordinal);
    }

    private static string LinkOf(IDocument page) => ((IHtmlInputElement)page.QuerySelector("#link")!).Value;

    private static async Task<(IDocument Page, string Email)> InvitedAsync(
        TestProduct restpy, string by, string language)
    {
        var owner = await restpy.AsAsync(by);
        var email = $"asha.{Guid.NewGuid():N}@example.com";
        var answer = await owner.SubmitAsync(await owner.PageAsync("/staff/people/invite"), "main form.form", new()
        {
            ["Name"] = "Asha Pillai", ["Email"] = email, ["Language"] = language,
        });
        return (await owner.PageAsync(answer.Headers.Location!.ToString()), email);
    }

    private static async Task<string> UntilAsync(
        TestProduct restpy, string slug, string email, string zone, string language)
    {
        var ends = await restpy.InAsync(slug, null,
            s => s.GetRequiredService<RestpyDb>().Set<Invitation>().Where(i => i.Email == email).Select(i => i.EndsAt)
            .SingleAsync());
        return TimeZoneInfo.ConvertTimeBySystemTimeZoneId(ends, zone)
            .ToString("d MMM yyyy HH:mm", System.Globalization.CultureInfo.GetCultureInfo(language));
    }
}
