using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Floor.FloorPages;

namespace Restpy.IntegrationTests.Floor;

public sealed class QrTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_scanned_code_says_which_table_the_phone_stands_at(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "7");
        using var phone = app.Phone();
        var page = await phone.PageAsync("/t/" + await restpy.TokenAsync("spice-garden", "bengaluru", table.Id));
        Assert.Equal("Table 7", page.QuerySelector("#who")!.TextContent);
        Assert.EndsWith(table.BranchId.ToString(), page.QuerySelector("#where")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task The_form_of_the_very_first_page_works(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "8");
        using var phone = app.Phone();
        var page = await phone.PageAsync("/t/" + await restpy.TokenAsync("spice-garden", "bengaluru", table.Id));
        var cookie = Assert.Single(phone.Cookies.GetAllCookies(), c => c.Name == "guest");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(32, cookie.Value.Length);
        Assert.Equal(DateTime.MinValue, cookie.Expires);
        var answer = await phone.SubmitAsync(page, "form");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("Table 8 ", await answer.Content.ReadAsStringAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_form_token_of_one_guest_is_refused_from_another(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "9");
        var url = "/t/" + await restpy.TokenAsync("spice-garden", "bengaluru", table.Id);
        using var phone = app.Phone();
        var page = await phone.PageAsync(url);
        phone.Cookies.Add(app.Address, new Cookie("guest", new string('A', 32)));
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.SubmitAsync(page, "form")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Forged_and_cut_and_lengthened_tokens_lead_nowhere(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "7");
        var token = await restpy.TokenAsync("spice-garden", "bengaluru", table.Id);
        using var phone = app.Phone();
        var wrong = Enumerable.Range(0, token.Length)
            .Select(i => token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]).ToList();
        wrong.AddRange([token[..^1], token + "A", token + "=", "x", new string('A', CodeTokens.Length),
            Guid.NewGuid().ToString(), token.ToLowerInvariant()]);
        foreach (var text in wrong)
            Assert.Equal(HttpStatusCode.NotFound,
                (await phone.GetAsync("/t/" + Uri.EscapeDataString(text))).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_token_of_another_installation_or_restaurant_is_refused(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "7");
        var code = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<TableCode>().AsNoTracking()
            .SingleAsync(c => c.TableId == table.Id && c.RevokedAt == null));
        var french = await restpy.InAsync(
            "maison-lumiere", null, s => Task.FromResult(s.GetRequiredService<WorkScope>().Restaurant));
        using var phone = app.Phone();
        var elsewhere = new CodeTokens(MasterKey.Create(TestDatabases.NewFolder())).Make(code.RestaurantId, code.Id);
        var foreign = restpy.Services.GetRequiredService<CodeTokens>().Make(french, code.Id);
        var invented = restpy.Services.GetRequiredService<CodeTokens>().Make(code.RestaurantId, Guid.CreateVersion7());
        foreach (var token in new[] { elsewhere, foreign, invented })
            Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/t/" + token)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_new_code_ends_the_old_one_with_a_friendly_page(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.NewTableAsync();
        var old = await restpy.TokenAsync("spice-garden", "bengaluru", table.Id);
        var answer = await (await restpy.AsAsync(Manager)).ReissueAsync("bengaluru", table.Id);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var phone = app.Phone();
        var gone = await phone.GetAsync($"/t/{old}?lang=fr");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("nouveau code", WebUtility.HtmlDecode(await gone.Content.ReadAsStringAsync()));
        Assert.DoesNotContain(phone.Cookies.GetAllCookies(), c => c.Name == "guest");
        var next = await restpy.TokenAsync("spice-garden", "bengaluru", table.Id);
        Assert.NotEqual(old, next);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/t/" + next)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_code_of_a_table_out_of_use_sleeps_and_wakes_with_it(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var table = await restpy.NewTableAsync();
        var token = await restpy.TokenAsync("spice-garden", "bengaluru", table.Id);
        var owner = await restpy.AsAsync(Owner);
        using var phone = app.Phone();
        Assert.Contains((await owner.PageAsync("/staff/tables?branch=bengaluru")).QuerySelectorAll("td a"),
            a => a.GetAttribute("href")!.EndsWith("/t/" + token, StringComparison.Ordinal));
        var taken = await owner.SubmitAsync(
            await owner.PageAsync($"/staff/tables/{table.Id}"), "#use[data-confirm]", new() { ["inUse"] = "false" });
        Assert.Equal($"/staff/tables/{table.Id}", taken.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Gone, (await phone.GetAsync("/t/" + token)).StatusCode);
        await owner.SubmitAsync(
            await owner.PageAsync($"/staff/tables/{table.Id}"), "#use", new() { ["inUse"] = "true" });
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/t/" + token)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task All_codes_of_a_branch_end_in_one_act_and_no_other_branch_notices(DatabaseKind kind)
    {
        // A restaurant of its own: the others' tests scan codes of these branches.
        await using var restpy = await TestProduct.StartAsync(kind);
        await using var app = await GuestApp.OpenAsync(restpy);
        var here = await restpy.TableAsync("spice-garden", "mumbai", "3");
        var there = await restpy.TableAsync("spice-garden", "bengaluru", "3");
        var (hereToken, thereToken) = (await restpy.TokenAsync("spice-garden", "mumbai", here.Id),
            await restpy.TokenAsync("spice-garden", "bengaluru", there.Id));
        var owner = await restpy.AsAsync(Owner);
        var answer = await owner.SubmitAsync(await owner.PageAsync("/staff/tables/codes?branch=mumbai"), "#revoke",
            new() { ["reason"] = "A photo of them is going round" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var phone = app.Phone();
        Assert.Equal(HttpStatusCode.Gone, (await phone.GetAsync("/t/" + hereToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/t/" + thereToken)).StatusCode);
        var entry = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .SingleAsync(e => e.Action == "floor.codes-revoked"));
        Assert.Equal("A photo of them is going round", entry.Reason);
        Assert.Equal("owner", entry.Role);
    }

    [Theory, OnBothDatabases]
    public async Task Ten_people_renewing_one_code_leave_one_living_code(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await restpy.NewTableAsync();
        var person = await restpy.AsAsync(Manager);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => person.ReissueAsync("bengaluru", table.Id)));
        var codes = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<TableCode>().Where(c => c.TableId == table.Id).ToListAsync());
        Assert.Single(codes, c => c.RevokedAt is null);
    }
}
