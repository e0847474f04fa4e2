using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Tenancy.Contract.Questions;
using Restpy.IntegrationTests.Guest;
using Restpy.IntegrationTests.Ordering;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Telemetry;

public sealed class LogTests
{
    private static readonly Dictionary<string, string> Written = new()
    {
        ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:Restpy.Activity"] = "Information",
    };

    [Theory, OnBothDatabases]
    public async Task An_evening_leaves_no_personal_data_in_the_log(DatabaseKind kind)
    {
        using var log = new CapturedLog();
        await using var restpy = await StartAsync(kind, log);
        await GuestAsync(restpy);
        await StaffAsync(restpy);
        await StrangerAsync(restpy);
        await restpy.Services.GetRequiredService<SecurityEvents>().FlushAsync(default);
        var lines = log.Lines;
        Assert.Contains(lines, line => line.Contains("order.sent"));
        Assert.Contains(lines, line => line.Contains("Refused as Forbidden"));
        foreach (var value in new[] {
            "recognisable", "98450", "spice-garden", "@", "127.0.0.1", "Demo", TestProduct.Password })
            Assert.DoesNotContain(lines, line => line.Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, OnBothDatabases]
    public async Task Lines_of_a_request_have_restaurant_branch_and_request(DatabaseKind kind)
    {
        using var log = new CapturedLog();
        await using var restpy = await StartAsync(kind, log);
        var evening = await Evening.OfAsync(restpy);
        await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        var (restaurant, branch) = await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var found = await s.GetRequiredService<RestaurantDirectory>().FindAsync("spice-garden", default);
            return (found!.Id, found.Branches.Single(b => b.Key == "bengaluru").Id);
        });
        var sent = Assert.Single(log.Lines, line => line.Contains("Recorded order.sent"));
        Assert.Contains($"RestaurantId={restaurant}", sent);
        Assert.Contains($"BranchId={branch}", sent);
        Assert.Matches("RequestId=[0-9A-Z]", sent);
        Assert.DoesNotContain("RequestPath", sent);
    }

    [Theory, OnBothDatabases]
    public async Task A_save_that_is_undone_leaves_no_line(DatabaseKind kind)
    {
        using var log = new CapturedLog();
        await using var restpy = await StartAsync(kind, log);
        await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var undone = await db.BeginAsync(default);
            db.Act("order.sent", "Order", Id.New());
            return await db.SaveChangesAsync(default);
        });
        Assert.DoesNotContain(log.Lines, line => line.Contains("Recorded order.sent"));
    }

    [Fact]
    public async Task In_production_each_line_is_one_json_object()
    {
        using var server = new RealServer(TestDatabases.NewFolder(), null, "--demo", "false", "--Restpy:Backup:On",
            "false");
        await server.StartAsync();
        await server.StopAsync();
        var lines = server.Output.Split('\n').Where(line => line.StartsWith('{')).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
            Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(line).RootElement.GetProperty("Scopes").ValueKind));
        Assert.DoesNotContain("info: ", server.Output);
    }

    private static async Task<TestProduct> StartAsync(DatabaseKind kind, CapturedLog log) =>
        await TestProduct.StartAsync(kind, services => services.AddSingleton<ILoggerProvider>(log), Written);

    /// <summary>Somebody orders for pickup and says who they are; a table's code is invented.</summary>
    private static async Task GuestAsync(TestProduct restpy)
    {
        const string Root = "/r/spice-garden";
        using var phone = restpy.Visitor();
        phone.Http.DefaultRequestHeaders.UserAgent.ParseAdd("RecognisableBrowser/1.0");
        await GuestTable.AddAsync(
            phone, Root, GuestTable.PlainOf(await GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru")));
        var placed = await phone.SubmitAsync(await phone.PageAsync(Root + "/basket"), $"form[action='{Root}/basket']",
            new() { ["name"] = "Zubin Recognisable", ["phone"] = "+91 98450-12345" });
        Assert.Equal(HttpStatusCode.Redirect, placed.StatusCode);
        await phone.GetAsync("/t/recognisable-token");
    }

    private static async Task StaffAsync(TestProduct restpy)
    {
        var evening = await Evening.OfAsync(restpy);
        await evening.TakeawayAsync(Evening.Line(evening.Plain(), note: "for Mrs Recognisable"));
        var owner = await restpy.AsAsync("owner@spice-garden.example");
        var invited = await owner.SubmitAsync(await owner.PageAsync("/staff/people/invite"), "main form.form", new()
        {
            ["Name"] = "Asha Recognisable", ["Email"] = "asha.recognisable@example.com", ["Language"] = "en",
        });
        Assert.Equal(HttpStatusCode.Redirect, invited.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await evening.Waiter.GetAsync("/staff/people")).StatusCode);
        await evening.SendAsync(
            new { channel = "Takeaway", lines = new[] { new { itemId = Id.New(), quantity = 1 } } });
    }

    /// <summary>Wrong sign-ins, a forgotten password, bodies that cannot be read, pages that are not there.</summary>
    private static async Task StrangerAsync(TestProduct restpy)
    {
        using var stranger = restpy.Visitor();
        foreach (var url in new[] { "/sign-in", "/forgot" })
            await stranger.SubmitAsync(await stranger.PageAsync(url), "form",
                new() { ["email"] = "recognisable@example.com", ["password"] = "recognisable-password" }, url);
        await stranger.GetAsync("/join/recognisable?email=recognisable@example.com");
        using var broken = new StringContent("{\"name\": recognisable", Encoding.UTF8, "application/json");
        await stranger.Http.PostAsync("/api/v1/orders/send", broken);
        using var bearer = new HttpRequestMessage(HttpMethod.Get, "/api/v1/orders");
        bearer.Headers.Add("Authorization", "Bearer recognisable");
        await stranger.Http.SendAsync(bearer);
    }
}
