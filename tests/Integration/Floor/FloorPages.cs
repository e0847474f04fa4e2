using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Floor;

/// <summary>What the tests of the floor ask again and again.</summary>
internal static class FloorPages
{
    public const string Owner = "owner@spice-garden.example";
    public const string Manager = "manager@spice-garden.example";
    public const string Waiter = "waiter@spice-garden.example";
    public const string FrenchOwner = "owner@maison-lumiere.example";

    public static Task<TableInfo> TableAsync(this TestProduct restpy, string slug, string branch, string number) =>
        restpy.InAsync(slug, branch,
            async s => (await s.GetRequiredService<Tables>().OfBranchAsync(default)).Single(t => t.Number == number));

    /// <summary>The token of the table's living code.</summary>
    public static Task<string> TokenAsync(this TestProduct restpy, string slug, string branch, Guid tableId) =>
        restpy.InAsync(slug, branch, async s =>
        {
            var code = await s.GetRequiredService<RestpyDb>().Set<TableCode>().AsNoTracking()
                .SingleAsync(c => c.TableId == tableId && c.RevokedAt == null);
            return s.GetRequiredService<CodeTokens>().Make(code.RestaurantId, code.Id);
        });

    /// <summary>A table of its own for a test that changes it.</summary>
    public static async Task<TableInfo> NewTableAsync(this TestProduct restpy, string branch = "bengaluru")
    {
        var number = "X" + Guid.NewGuid().ToString("N")[..8];
        var owner = await restpy.AsAsync(Owner);
        var page = await owner.PageAsync($"/staff/tables/new?branch={branch}");
        var answer = await owner.SubmitAsync(page, "form.form", new() { ["Number"] = number });
        if ((int)answer.StatusCode != 302)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return await restpy.TableAsync("spice-garden", branch, number);
    }

    public static async Task<HttpResponseMessage> ReissueAsync(
        this StaffClient person, string branch, params Guid[] tables)
    {
        // The form token is the page's, whichever tables it was asked for: what is sent is what a tampered page would
        // send.
        var page = await person.PageAsync($"/staff/tables?branch={branch}");
        var token = page.QuerySelector("meta[name=form-token]")!.GetAttribute("content")!;
        List<KeyValuePair<string, string>> fields = [
            new("_token", token), new("CommandId", Guid.CreateVersion7().ToString()),
            .. tables.Select(t => new KeyValuePair<string, string>("t", t.ToString()))];
        return await person.Http.PostAsync(
            $"/staff/tables/codes/renew?branch={branch}", new FormUrlEncodedContent(fields));
    }
}
