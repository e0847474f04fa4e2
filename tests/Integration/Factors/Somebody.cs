using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Factors;

/// <summary>What people do at the second step, through the pages.</summary>
internal static partial class Somebody
{
    public const string Owner = "owner@spice-garden.example";
    public const string Waiter = "waiter@spice-garden.example";

    /// <summary>The role asks for it from now on, without anybody pressing a button.</summary>
    public static Task AskAsync(TestProduct restpy, Role role, SecondFactorRequirement demand, string slug =
        "spice-garden") => restpy.InAsync(slug, null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var row = await db.Set<RoleSecurity>().FirstOrDefaultAsync(r => r.Role == role);
        if (row is null) db.Add(row = RoleSecurity.Of(role));
        row.Ask(demand, db.Time.GetUtcNow());
        db.Act("staff.demand-set", row);
        return await db.SaveChangesAsync();
    });

    public static async Task<TestProduct> AskingOwnerAsync(DatabaseKind kind)
    {
        var restpy = await TestProduct.StartAsync(kind);
        await Somebody.AskAsync(restpy, Role.Owner, SecondFactorRequirement.SecondFactor);
        return restpy;
    }

    /// <summary>Gives the password; what comes back is where the browser is sent.</summary>
    public static async Task<string> PasswordAsync(PageClient browser, string email)
    {
        using var answer = await browser.SubmitAsync(await browser.PageAsync("/sign-in"), "form", new()
        {
            ["email"] = email, ["password"] = TestProduct.Password,
        }, "/sign-in");
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.ToString()
            : $"{(int)answer.StatusCode}";
    }

    /// <returns>True when it opened.</returns>
    public static async Task<bool> CodeAsync(PageClient browser, string code,
        SecondFactorMethod means = SecondFactorMethod.Email) =>
        (await TypeAsync(browser, code, means)).StatusCode == HttpStatusCode.Redirect && await IsInAsync(browser);

    public static async Task<HttpResponseMessage> TypeAsync(
        PageClient browser, string code, SecondFactorMethod means = SecondFactorMethod.Email) =>
        await browser.SubmitAsync(
            await browser.PageAsync("/sign-in/second"), $"form[data-means={means}]", new() { ["code"] = code });

    /// <summary>The form as it stood, sent again and again.</summary>
    public static Task<HttpResponseMessage> TypeAsync(PageClient browser, IHtmlDocument page, string code) =>
        browser.SubmitAsync(page, "form[data-means]", new() { ["code"] = code });

    public static async Task<bool> ResendAsync(PageClient browser) =>
        (await browser.SubmitAsync(await browser.PageAsync("/sign-in/second"), "form[action*='Send']"))
            .StatusCode == HttpStatusCode.OK;

    public static async Task<bool> IsInAsync(PageClient browser) =>
        (await browser.GetAsync("/staff/choose")).StatusCode == HttpStatusCode.OK;

    /// <summary>The codes mailed to somebody, newest first.</summary>
    public static async Task<List<string>> CodesAsync(TestProduct restpy, string email) =>
        [.. (await LettersAsync(restpy, email)).SelectMany(l => l.Paragraphs).Select(p => Digits().Match(p))
            .Where(m => m.Success).Select(m => m.Value.Replace(" ", "", StringComparison.Ordinal))];

    public static Task<List<EmailMessage>> LettersAsync(TestProduct restpy, string email) =>
        restpy.InAsync("spice-garden", null, async s =>
        (await s.GetRequiredService<Mails>().ShownAsync(s.GetRequiredService<RestpyDb>(), 500, default))
            .Select(l => l.EmailMessage).Where(l => l.To == email).ToList());

    public static string Wrong(string code) => code[..^1] + (char)('0' + ((code[^1] - '0' + 1) % 10));

    public static Task<int> SessionsAsync(TestProduct restpy, string email) =>
        restpy.InAsync("spice-garden", null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var person = await db.Set<Staff.Person>().FirstAsync(p => p.Email == email);
        return await db.Set<Staff.StaffSession>().CountAsync(x => x.PersonId == person.Id && x.EndedAt == null);
    });

    public static Task<int> ActsAsync(TestProduct restpy, string act, string slug = "spice-garden") =>
        restpy.InAsync(slug, null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().CountAsync(e => e.Action == act));

    [GeneratedRegex("^[0-9]{4} [0-9]{4}$")]
    private static partial Regex Digits();
}
