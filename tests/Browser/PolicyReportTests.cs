using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Restpy.Trust.Reports;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// What a browser reports of the content security policy is kept, and the operator reads it on a page.
/// </summary>
public sealed class PolicyReportTests(Browsers browsers)
{
    [Fact]
    public async Task What_the_policy_refuses_a_browser_reports_and_the_operator_reads()
    {
        await using var device = await browsers.DeviceAsync(Screen.Desktop);
        await device.GoAsync("/sign-in");
        Assert.True(
            await device.Page.EvaluateAsync<bool>(
            "() => { try { document.body.insertAdjacentHTML('beforeend', '<p>'); return false } catch { "
                + "return true } }"), "Markup as text was taken.");
        Assert.True(
            await device.Page.EvaluateAsync<bool>(
            "() => { try { trustedTypes.createPolicy('own', { createHTML: (t) => t }); return false } catch { return "
                + "true } }"), "A policy could be made.");
        await device.Page.EvaluateAsync("() => document.body.setAttribute('style', 'color: red')");
        var tally = browsers.Product.Services.GetRequiredService<ReportTally>();
        List<PolicyReport> found = [];
        for (var patience = 0; patience < 50 && found.Count < 3; patience++)
        {
            await Task.Delay(100);
            await tally.FlushAsync(default);
            found = await ReportsAsync(browsers.Product);
        }
        Assert.Contains(("style-src-attr", "/sign-in", "inline"), found.Select(r => (r.Directive, r.Page, r.Source)));
        Assert.Contains(("require-trusted-types-for", "/sign-in", "trusted-types-sink"),
            found.Select(r => (r.Directive, r.Page, r.Source)));
        Assert.Contains(("trusted-types", "/sign-in", "trusted-types-policy"),
            found.Select(r => (r.Directive, r.Page, r.Source)));
    }

    [Theory, InlineData("Phone"), InlineData("Desktop")]
    public async Task The_page_of_reports_is_clean(string size)
    {
        await using var device = await browsers.DeviceAsync(size == "Phone" ? Screen.Phone : Screen.Desktop);
        browsers.Product.Services.GetRequiredService<ReportTally>()
            .Add([new("script-src-elem", "/staff/menu/items/{id:guid}", "inline"),
                new("img-src", "/t/{token}", "elsewhere")]);
        await browsers.Product.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        await device.SignInAsync("admin@restpy.example");
        await device.GoAsync("/platform/reports");
        await device.ShootAsync($"reports-{size}-Light");
        await device.AssertCleanAsync($"reports ({size})");
        await device.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await device.ShootAsync($"reports-{size}-Dark");
        await device.AssertReadableAsync($"reports ({size}, dark)");
    }

    internal static async Task<List<PolicyReport>> ReportsAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<PolicyReport>().AsNoTracking()
            .ToListAsync();
    }
}
