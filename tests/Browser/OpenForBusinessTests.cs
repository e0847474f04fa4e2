using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// From an empty production installation with a mail server to the first paid bill, by clicking only: the operator
/// opens the restaurant, its owner joins by the link in the mail and follows the first steps.
/// </summary>
public sealed partial class OpenForBusinessTests(Browsers browsers)
{
    private const int MostClicks = 60;
    private const int MostFields = 25;

    [Theory]
    [InlineData("IN", "Route Seven", "Pune", "27AAPFU0939F1ZV", "11524999000456", "UPI", "₹")]
    [InlineData("FR", "Chez Nour", "Lyon", "FR40123456824", null, null, "€")]
    public async Task A_restaurant_takes_its_first_paid_bill(
    string country, string name, string branch, string taxNumber, string? licence, string? tender, string sign)
    {
        await using var mail = new MailCarrier();
        string[] settings = [.. mail.Settings().SelectMany(s => new[] { "--" + s.Key, s.Value }), "--demo", "false"];
        using var server = new RealServer(TestDatabases.NewFolder(), null, settings);
        await server.StartAsync();
        await using var @operator = await browsers.DeviceAsync(Screen.Desktop, through: server.Address);
        var hands = new Hands();
        await OpenRestaurantAsync(@operator.Page, hands, server, mail, (country, name, branch, taxNumber, licence));

        await using var owner = await browsers.DeviceAsync(
            Screen.Tablet, through: server.Address, locale: country == "FR" ? "fr-FR" : "en-IN");
        var page = owner.Page;
        await page.GotoAsync(await LinkAsync(mail, "owner@first.example", "/join/"));
        await hands.TypeAsync(page.Locator("#password"), "a long evening with many plates");
        await hands.ClickAsync(page.Locator("main form button[type=submit]"));
        await page.WaitForURLAsync("**/staff/start");
        await owner.ShootAsync($"open-{country}-guide");
        await FirstStepsAsync(owner, hands, country);
        await TrainAsync(page, hands);

        await FirstBillAsync(owner, hands, country, tender, sign);
        Assert.True(hands.Clicks <= MostClicks, $"{hands.Clicks} clicks");
        Assert.True(hands.Fields <= MostFields, $"{hands.Fields} typed fields");
        TestContext.Current.TestOutputHelper?.WriteLine($"{country}: {hands.Clicks} clicks, {hands.Fields} fields");
    }

    private static async Task OpenRestaurantAsync(IPage page, Hands hands, RealServer server, MailCarrier mail,
        (string Country, string Name, string Branch, string Tax, string? Licence) wanted)
    {
        await page.GotoAsync(SetupLink().Match(server.Output).Value);
        await hands.TypeAsync(page.Locator("#name"), "Mira Operator");
        await hands.TypeAsync(page.Locator("#email"), "mira@operator.example");
        await hands.TypeAsync(page.Locator("#password"), "a quiet office with seven windows");
        await hands.ClickAsync(page.Locator("main form button[type=submit]"));
        await page.WaitForURLAsync("**/sign-in/second**");
        await hands.TypeAsync(page.Locator("input[name=code]"), await CodeAsync(mail, "mira@operator.example"));
        await hands.ClickAsync(page.Locator("form:has(input[name=code]) button[type=submit]").First);
        await page.WaitForURLAsync("**/platform");
        await hands.ClickAsync(page.Locator("header a[href='/platform/restaurants/new']"));
        if (wanted.Country != "IN") await hands.ChooseAsync(page.Locator("#country"), wanted.Country);
        await hands.ClickAsync(page.Locator("main form button[type=submit]").Last);
        await page.WaitForURLAsync("**Country=**");
        await hands.TypeAsync(page.Locator("#name"), wanted.Name);
        await hands.TypeAsync(page.Locator("#branch-name"), wanted.Branch);
        await hands.TypeAsync(page.Locator("#address"), "1 Market Street");
        await hands.TypeAsync(page.Locator("#tax-number"), wanted.Tax);
        if (wanted.Licence is { } licence) await hands.TypeAsync(page.Locator("#licence"), licence);
        await hands.TypeAsync(page.Locator("#owner-name"), "Nour Owner");
        await hands.TypeAsync(page.Locator("#owner-email"), "owner@first.example");
        await hands.ClickAsync(page.Locator("form[method=post] button.primary"));
        await page.WaitForURLAsync("**/platform/restaurants/*-*");
    }

    private static async Task FirstStepsAsync(Device owner, Hands hands, string country)
    {
        var page = owner.Page;
        await DoAsync("menu");
        await owner.ShootAsync($"open-{country}-menu");
        await hands.ClickAsync(page.Locator("#use-sample button"));
        await page.WaitForURLAsync("**/staff/menu");
        await BackAsync();
        await DoAsync("tables");
        await owner.ShootAsync($"open-{country}-tables");
        await hands.ClickAsync(page.Locator("main form button.primary"));
        await page.WaitForURLAsync("**/staff/tables?**");
        await BackAsync();
        await DoAsync("stations");
        await owner.ShootAsync($"open-{country}-stations");
        await hands.ClickAsync(page.Locator("main form button.primary"));
        await BackAsync();
        await DoAsync("people");
        await hands.TypeAsync(page.Locator("#name"), "Wim Waiter");
        await hands.TypeAsync(page.Locator("#email"), "waiter@first.example");
        await hands.ClickAsync(page.Locator("main form button.primary"));
        await page.WaitForURLAsync("**/staff/people/invited/**");
        await BackAsync();
        await DoAsync("tenders");
        await owner.ShootAsync($"open-{country}-service");
        await hands.ClickAsync(page.Locator("main form button.primary"));
        await page.WaitForURLAsync("**/staff/settings/branches");
        await BackAsync();
        await DoAsync("print");
        await owner.ShootAsync($"open-{country}-print");
        await hands.ClickAsync(page.Locator("nav a[href='/staff/start']:visible").First);
        await hands.ClickAsync(page.Locator("[data-step=print] form button").First);
        await Assertions.Expect(page.Locator("[data-step][data-state=open]")).ToHaveCountAsync(1);
        await owner.ShootAsync($"open-{country}-guide-end");

        Task DoAsync(string step) => hands.ClickAsync(page.Locator($"[data-step={step}] a"));
        async Task BackAsync()
        {
            await hands.ClickAsync(page.Locator("a[href='/staff/start']:visible").First);
            await page.WaitForURLAsync("**/staff/start");
        }
    }

    /// <summary>An order for practice, with the word TRAINING.</summary>
    private static async Task TrainAsync(IPage page, Hands hands)
    {
        await hands.ClickAsync(page.Locator("[data-step=training] a"));
        await hands.ClickAsync(page.Locator("button.item").First);
        await hands.ClickAsync(page.Locator("#send"));
        await page.WaitForURLAsync("**/staff/floor");
        await page.GotoAsync("/staff/start");
        await Assertions.Expect(page.Locator("[data-step][data-state=open]")).ToHaveCountAsync(0);
    }

    private static async Task FirstBillAsync(Device owner, Hands hands, string country, string? tender, string sign)
    {
        var page = owner.Page;
        await page.GotoAsync("/staff/floor");
        await hands.ClickAsync(page.Locator(".table-tile a, a.table-tile").First);
        await hands.ClickAsync(page.Locator("button.item").Nth(3));
        await hands.ClickAsync(page.Locator("button.item").Nth(8));
        await hands.ClickAsync(page.Locator("#send"));
        await page.WaitForURLAsync("**/staff/floor");
        await hands.ClickAsync(page.Locator(".table-tile a, a.table-tile").First);
        await hands.ClickAsync(page.Locator("[data-answer=billId]"));
        await page.WaitForURLAsync("**/staff/bills/**");
        var bill = new Uri(page.Url).AbsolutePath;
        await hands.ClickAsync(page.Locator($"a[href='{bill}/settle']").First);
        await owner.ShootAsync($"open-{country}-settle");
        await Assertions.Expect(page.Locator(".tenders input[value=Card]")).ToHaveCountAsync(1);
        Assert.Equal(tender is not null, await page.Locator(".tenders input[value=Upi]").CountAsync() == 1);
        Assert.Contains(sign, await page.Locator(".due output").InnerTextAsync());
        await hands.ClickAsync(page.Locator("#take"));
        await page.WaitForURLAsync(url => !url.EndsWith("/settle", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("[data-state=paid]").First).ToBeVisibleAsync();
        await owner.ShootAsync($"open-{country}-paid");
    }

    private static async Task<string> CodeAsync(MailCarrier mail, string to) =>
        EightDigits().Match(await LetterAsync(mail, to, text => EightDigits().IsMatch(text))).Value;

    private static async Task<string> LinkAsync(MailCarrier mail, string to, string path) =>
        Link().Match(await LetterAsync(mail, to, text => text.Contains(path, StringComparison.Ordinal))).Value;

    /// <summary>The text of the newest letter to somebody, as a reader sees it.</summary>
    private static async Task<string> LetterAsync(MailCarrier mail, string to, Func<string, bool> fits)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            string? found;
            lock (mail.Delivered)
                found = mail.Delivered.Where(d => d.To == to)
                    .Select(d => MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(d.Text)))
                        .TextBody ?? "").LastOrDefault(fits);
            if (found is not null) return found;
            await Task.Delay(100);
        }
        throw new InvalidOperationException(
            $"No letter reached {to}. The server heard: {string.Join(" | ", mail.Said.TakeLast(20))}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/setup/\S+")]
    private static partial Regex SetupLink();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/join/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b\d{4} \d{4}\b")]
    private static partial Regex EightDigits();
}
