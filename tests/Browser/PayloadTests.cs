using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Restpy.Trust.Reports;
using Xunit;

namespace Restpy.BrowserTests;

/// <summary>
/// Every stored text of the model holds markup that would run, and a browser looks at every page: nothing runs, and the
/// browser has nothing to report, so that it was the encoding that held and not the policy behind it.
/// </summary>
public sealed class PayloadTests(Browsers browsers)
{
    private const string Payload = "\"'><img src=x onerror=ran()><script>ran()</script>";

    /// <summary>
    /// Words of the program, which nobody types and which it reads back: with another text in them it would not work.
    /// </summary>
    private static readonly HashSet<string> OfTheProgram =
    [
        "audit_entry.Action", "audit_entry.Changes", "audit_entry.Role", "billing_bill.Currency",
        "billing_bill.Document", "billing_bill.PackVersion", "billing_bill.PricedJson",
        "billing_bill.ProfileKey", "billing_line.Category", "billing_line.LineKey", "billing_line.PackVersion",
        "billing_line.RuleKey", "billing_tax.Block", "billing_line.Block", "billing_credit_line.Category",
        "billing_credit_line.LineKey",
        "billing_credit_tax.Block", "billing_z_report.FiguresJson", "billing_z_report.Hash", "kitchen_station.Key",
        "menu_category.Key", "menu_category.Station", "menu_item.Allergens", "menu_item.Code", "menu_item.Station",
        "menu_item.TaxCategory", "menu_modifier.Allergens", "menu_modifier_group.Key", "menu_upload.Content",
        "ordering_basket_line.Choice", "ordering_basket_line.GuestKey", "ordering_kot.OnBoard", "ordering_kot.Station",
        "ordering_line.Choice", "ordering_line.Station", "ordering_line.TaxCategory", "ordering_order.GuestKey",
        "platform_command.Answer", "platform_command.RequestHash", "platform_counter.Period", "platform_counter.Series",
        "platform_outbox.Kind", "platform_outbox.Topic", "staff_person.Email", "staff_person.Language",
        "staff_person.PasswordHash", "staff_session.Id", "staff_session.Language", "tenancy_branch.Key",
        "tenancy_branch.Region",
        "tenancy_branch.TaxProfile", "tenancy_branch.TimeZone", "tenancy_restaurant.Country",
        "tenancy_restaurant.Currency", "tenancy_restaurant.Languages", "tenancy_restaurant.Slug",
        // No page reads these.
        "platform_key.Name", "platform_key.SealedXml", "platform_try.Id", "staff_device.Id", "trust_probe.Build",
        "trust_probe.Found", "trust_probe.Seal", "trust_report.Directive", "trust_report.Page", "trust_report.Source",
    ];

    [Fact]
    public async Task Markup_in_every_stored_text_is_shown_and_never_runs()
    {
        await using var device = await browsers.DeviceAsync(Screen.Desktop);
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["demo-history"] = "true" });
        var (_, table) = await QrCodes.OfAsync(restpy, "bengaluru", "1");
        var poisoned = await PoisonAsync(restpy);
        Assert.True(poisoned > 60, $"{poisoned}");
        var (ran, shown, looked) = (new List<string>(), 0, 0);
        await using var context =
            await device.Context.Browser!.NewContextAsync(new() { BaseURL = restpy.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync("window.ran = () => console.error('it ran')");
        page.Console += (_, message) => { if (message.Type == "error") ran.Add($"{page.Url}: {message.Text}"); };
        page.PageError += (_, error) => ran.Add($"{page.Url}: {error}");

        foreach (var path in new[] {
            table, table + "/basket", table + "/order", "/r/spice-garden", "/r/maison-lumiere" }) await LookAsync(path);
        foreach (var who in new[] {
            "manager@spice-garden.example", "owner@spice-garden.example", "admin@restpy.example",
            "kitchen@spice-garden.example" })
        {
            using var person = await restpy.SignInAsync(who);
            foreach (System.Net.Cookie cookie in person.Cookies.GetCookies(restpy.Address))
                await context.AddCookiesAsync([new()
                {
                    Name = cookie.Name, Value = cookie.Value, Url = restpy.Address.ToString(),
                }]);
            foreach (var path in await PagesAsync(restpy, person)) await LookAsync(path);
        }
        Assert.True(ran.Count == 0, string.Join('\n', ran.Take(20)));
        Assert.True(shown > 60, $"Of {looked} pages {shown} showed the markup.");
        await restpy.Services.GetRequiredService<ReportTally>().FlushAsync(default);
        Assert.Empty(await PolicyReportTests.ReportsAsync(restpy));

        async Task LookAsync(string path)
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Status < 500, $"{path} answered {answer.Status}");
            looked++;
            if ((await page.Locator("body").InnerTextAsync()).Contains("onerror=ran()", StringComparison.Ordinal))
                shown++;
            if (await page.Locator("img[src=x], script:not([src]):not([type])").CountAsync() > 0)
                ran.Add($"{path} has the markup as markup");
        }
    }

    /// <returns>How many columns now hold it.</returns>
    private static async Task<int> PoisonAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<RestpyDb>().Model;
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER audit_entry_never_updated";
        await command.ExecuteNonQueryAsync();
        var count = 0;
        foreach (var type in model.GetEntityTypes())
        {
            foreach (var property in type.GetProperties()
                .Where(p => IsText(p) && !OfTheProgram.Contains($"{type.GetTableName()}.{p.Name}")))
            {
                var text = property.ClrType == typeof(LocalText)
                    ? $$"""json_object('en', @p || rowid, 'hi', @p || rowid, 'fr', @p || rowid)""" : "@p || rowid";
                command.CommandText = $"UPDATE {type.GetTableName()} SET {property.GetColumnName()} = {text}";
                command.Parameters.Clear();
                var payload = command.CreateParameter();
                (payload.ParameterName, payload.Value) = ("@p", Payload);
                command.Parameters.Add(payload);
                await command.ExecuteNonQueryAsync();
                count++;
            }
        }
        foreach (var slug in new[] { "spice-garden", "maison-lumiere" })
        {
            await restpy.InAsync(slug, null, async s =>
            {
                // What is kept in memory is read anew.
                var db = s.GetRequiredService<RestpyDb>();
                foreach (var topic in new[] { "menu", "settings" })
                    db.Publish(new TestNews(topic, "Changed", Id.New()));
                return await db.SaveChangesAsync();
            });
        }
        await Task.Delay(1500);
        return count;
    }

    private static bool IsText(IProperty property) =>
        property.ClrType == typeof(string) || property.ClrType == typeof(LocalText);

    /// <summary>Every page this person is shown, with an id of every kind of thing.</summary>
    private static async Task<List<string>> PagesAsync(TestProduct restpy, StaffClient person)
    {
        var pages = new List<string>();
        var ids = await IdsAsync(restpy);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d is { IsPage: true, Method: "GET" } && d.Access is NeedsAttribute or SignedInAttribute))
        {
            foreach (var id in endpoint.TakesId ? ids : [Guid.Empty])
            {
                using var answer = await person.GetAsync(endpoint.Address(_ => id.ToString()));
                if (answer.StatusCode == HttpStatusCode.OK
                    && answer.Content.Headers.ContentType?.MediaType == "text/html")
                    pages.Add(endpoint.Address(_ => id.ToString()));
            }
        }
        return pages;
    }

    private static async Task<List<Guid>> IdsAsync(TestProduct restpy)
    {
        var ids = new List<Guid>();
        await using var scope = restpy.Services.CreateAsyncScope();
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        foreach (var table in scope.ServiceProvider.GetRequiredService<RestpyDb>().Model.GetEntityTypes()
            .Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).Select(t => t.GetTableName()))
        {
            command.CommandText =
                $"SELECT id FROM {table} WHERE restaurant_id = (SELECT id FROM tenancy_restaurant WHERE slug = "
                    + $"'spice-garden') ORDER BY id LIMIT 2";
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync()) ids.Add(row.GetGuid(0));
        }
        return ids;
    }
}
