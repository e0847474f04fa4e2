using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Floor.FloorPages;

namespace Restpy.IntegrationTests.Floor;

public sealed class TableEditorTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task An_owner_lays_out_an_area_with_tables_and_edits_one(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var name = "Garden " + Guid.NewGuid().ToString("N")[..6];
        Assert.Equal(HttpStatusCode.Redirect,
            (await owner.SubmitAsync(await owner.PageAsync("/staff/tables/areas/new?branch=mumbai"), "form.form",
                new() { ["Name"] = $"  {name}  " })).StatusCode);
        var form = await owner.PageAsync("/staff/tables/new?branch=mumbai");
        var area = form.QuerySelectorAll("option").Single(o => o.TextContent == name).GetAttribute("value")!;
        var prefix = "G" + Guid.NewGuid().ToString("N")[..4] + "-";
        await owner.SubmitAsync(form, "form.form", new()
        {
            ["AreaId"] = area, ["Number"] = prefix + "08", ["Seats"] = "6", ["HowMany"] = "3",
        });
        var tenth = await restpy.TableAsync("spice-garden", "mumbai", prefix + "10");
        Assert.Equal((name, 6), (tenth.AreaName, tenth.Seats));
        var saved = await owner.SubmitAsync(
            await owner.PageAsync($"/staff/tables/{tenth.Id}"), "#edit", new() { ["Seats"] = "8" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(8, (await restpy.TableAsync("spice-garden", "mumbai", prefix + "10")).Seats);
    }

    [Theory, OnBothDatabases]
    public async Task Wrong_numbers_seats_and_areas_are_refused_with_a_reason(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        (Dictionary<string, string?> Changes, HttpStatusCode Status)[] wrong =
        [
            (new() { ["Number"] = "" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "   " }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = new string('1', 13) }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "7" }, HttpStatusCode.Conflict),
            (new() { ["Number"] = "t1" }, HttpStatusCode.Conflict),
            (new() { ["Number"] = "N1", ["Seats"] = "0" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "N1", ["Seats"] = "-1" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "N1", ["Seats"] = "61" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "N1", ["Seats"] = "99999999999" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "N1", ["HowMany"] = "0" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "N1", ["HowMany"] = "61" }, HttpStatusCode.BadRequest),
            (new() { ["Number"] = "Bar", ["HowMany"] = "2" }, HttpStatusCode.BadRequest), (new()
            {
                ["Number"] = "N1", ["AreaId"] = Guid.NewGuid().ToString(),
            }, HttpStatusCode.NotFound),
            (new() { ["Number"] = "N1", ["AreaId"] = null }, HttpStatusCode.NotFound),
        ];
        foreach (var (changes, status) in wrong)
        {
            var answer = await owner.SubmitAsync(
                await owner.PageAsync("/staff/tables/new?branch=bengaluru"), "form.form", changes);
            Assert.Equal(status, answer.StatusCode);
            Assert.NotEqual("", (await PageClient.ParseAsync(answer)).QuerySelector(".errors")?.TextContent ?? "");
        }
        Assert.Equal(0, await CountAsync(restpy, "N1"));
    }

    [Theory, OnBothDatabases]
    public async Task An_area_with_tables_stays_and_a_stale_edit_is_refused(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "T1");
        var area = await owner.PageAsync($"/staff/tables/areas/{table.AreaId}");
        Assert.Equal(HttpStatusCode.Conflict,
            (await owner.SubmitAsync(area, "#use", new() { ["inUse"] = "false" })).StatusCode);
        var first = await owner.PageAsync($"/staff/tables/{table.Id}");
        var second = await owner.PageAsync($"/staff/tables/{table.Id}");
        Assert.Equal(HttpStatusCode.Redirect,
            (await owner.SubmitAsync(first, "#edit", new() { ["Seats"] = "5" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict,
            (await owner.SubmitAsync(second, "#edit", new() { ["Seats"] = "6" })).StatusCode);
        Assert.Equal(5, (await restpy.TableAsync("spice-garden", "bengaluru", "T1")).Seats);
    }

    [Theory, OnBothDatabases]
    public async Task A_second_tap_adds_no_second_table(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var page = await owner.PageAsync("/staff/tables/new?branch=bengaluru");
        var number = "D" + Guid.NewGuid().ToString("N")[..6];
        Dictionary<string, string?> fields = new() { ["Number"] = number };
        var answers = await Task.WhenAll(
            owner.SubmitAsync(page, "form.form", fields), owner.SubmitAsync(page, "form.form", fields));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Equal(1, await CountAsync(restpy, number));
    }

    [Theory, OnBothDatabases]
    public async Task Another_restaurants_tables_and_areas_are_not_there(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var french = await restpy.AsAsync(FrenchOwner);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "7");
        string[] urls = [$"/staff/tables/{table.Id}", $"/staff/tables/areas/{table.AreaId}",
            $"/staff/tables/{table.Id}/qr.svg", $"/staff/tables/{table.Id}/code", $"/staff/tables/qr?t={table.Id}",
            $"/staff/tables/qr.pdf?t={table.Id}", "/staff/tables?branch=bengaluru", "/staff/tables/codes?branch=mumbai",
            "/staff/tables/codes/renew?branch=mumbai"];
        foreach (var url in urls) Assert.Equal(HttpStatusCode.NotFound, (await french.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await french.ReissueAsync("lyon", table.Id)).StatusCode);
        var own = await french.PageAsync("/staff/tables/codes");
        Assert.Equal(HttpStatusCode.NotFound,
            (await french.SubmitAsync(own, "#revoke", url: "/staff/tables/codes?handler=Revoke&branch=bengaluru"))
            .StatusCode);
        var lyon = await restpy.TableAsync("maison-lumiere", "lyon", "1");
        var edit = await french.PageAsync($"/staff/tables/{lyon.Id}");
        Assert.Equal(HttpStatusCode.NotFound,
            (await french.SubmitAsync(edit, "#edit", new() { ["AreaId"] = table.AreaId.ToString() })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await french.SubmitAsync(edit, "#edit", url: $"/staff/tables/{table.Id}")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_manager_sees_only_the_own_branch(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var mumbai = await restpy.TableAsync("spice-garden", "mumbai", "1");
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/staff/tables")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("/staff/tables?branch=mumbai")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/staff/tables/{mumbai.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await manager.GetAsync($"/staff/tables/areas/{mumbai.AreaId}")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Only_owners_and_managers_change_the_floor(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "7");
        string[] urls = ["/staff/tables", "/staff/tables/new", "/staff/tables/areas/new", $"/staff/tables/{table.Id}",
            $"/staff/tables/areas/{table.AreaId}", "/staff/tables/codes", $"/staff/tables/codes/renew?t={table.Id}",
            "/staff/tables/qr", "/staff/tables/qr.pdf", $"/staff/tables/{table.Id}/qr.svg",
            $"/staff/tables/{table.Id}/code"];
        foreach (var email in new[] {
            Waiter, "kitchen@spice-garden.example", "cashier@spice-garden.example", "accountant@spice-garden.example" })
        {
            var person = await restpy.AsAsync(email);
            foreach (var url in urls) Assert.Equal(HttpStatusCode.Forbidden, (await person.GetAsync(url)).StatusCode);
        }
        foreach (var email in new[] { Owner, Manager })
        {
            var person = await restpy.AsAsync(email);
            foreach (var url in urls) Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(url)).StatusCode);
        }
    }

    private static Task<int> CountAsync(TestProduct restpy, string number) =>
        restpy.InAsync("spice-garden", "bengaluru",
            async s => (await s.GetRequiredService<Tables>().OfBranchAsync(default))
            .Count(t => t.Number.StartsWith(number, StringComparison.Ordinal)));
}
