using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Audit;

public sealed class LogExportTests(SharedProducts products)
{
    private const string Owner = "owner@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task The_export_holds_every_entry_asked_for_and_runs_no_formula(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var label = "csv" + Guid.NewGuid().ToString("N")[..8];
        string[] nasty =
            ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", "＝1", "He said \"no\", twice\nand left", "टेबल ७"];
        await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            foreach (var text in nasty) db.Act("order.seated", "Order", Id.New(), label, text);
            return await db.SaveChangesAsync();
        });
        var owner = await restpy.AsAsync(Owner);
        var page = await owner.PageAsync($"/staff/log?thing={label}");
        var answer = await owner.SubmitAsync(page, "#export");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        var csv = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("\uFEFF\"time_utc\",", csv);
        // Where a tab separates cells, what follows it is a cell of its own.
        foreach (var text in nasty[..7])
            Assert.Contains($",\"'{text.Replace("\t", "\t'", StringComparison.Ordinal)}\",", csv);
        Assert.Contains("\"He said \"\"no\"\", twice\nand left\"", csv);
        Assert.Contains("\"टेबल ७\"", csv);
        Assert.Equal(nasty.Length, csv.Split($"\"{label}\"").Length - 1);
    }

    [Theory, OnBothDatabases]
    public async Task The_export_is_itself_in_the_log_and_not_in_itself(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var ask = "who=" + Guid.NewGuid().ToString("N")[..8];
        var csv = await (await owner.SubmitAsync(await owner.PageAsync("/staff/log?" + ask), "#export"))
            .Content.ReadAsStringAsync();
        Assert.Single(csv.Trim().Split("\r\n"));
        var log = await owner.PageAsync("/staff/log?act=audit.exported&thing=" + Uri.EscapeDataString(ask));
        Assert.Contains("Anita Rao", Assert.Single(log.QuerySelectorAll("details.more[id^=e-]")).TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task More_than_one_part_is_exported_whole_and_in_order(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var label = "bulk" + Guid.NewGuid().ToString("N")[..8];
        await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            for (var i = 0; i < 2500; i++) db.Act("order.seated", "Order", Id.New(), label);
            return await db.SaveChangesAsync();
        });
        var owner = await restpy.AsAsync(Owner);
        var csv = await (await owner.SubmitAsync(await owner.PageAsync("/staff/log?thing=" + label), "#export"))
            .Content.ReadAsStringAsync();
        var rows = csv.Trim().Split("\r\n")[1..];
        Assert.Equal(2500, rows.Length);
        Assert.Equal(2500, rows.Select(r => r.Split(',')[^2]).Distinct().Count());
        Assert.Equal(rows.OrderByDescending(r => r, StringComparer.Ordinal).Select(r => r[..29]),
            rows.Select(r => r[..29]));
    }

    [Theory, OnBothDatabases]
    public async Task A_manager_reads_but_does_not_export_the_log_and_exports_need_the_form_token(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var page = await manager.PageAsync("/staff/log");
        Assert.Null(page.QuerySelector("#export"));
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Http.PostAsync("/staff/log.csv", null)).StatusCode);
        var owner = await restpy.AsAsync(Owner);
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.Http.PostAsync("/staff/log.csv", null)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await owner.GetAsync("/staff/log.csv")).StatusCode);
    }
}
