using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Menu;

/// <summary>
/// What the menu tests share: the menu of a branch, its dishes by code, and the import as a person does it.
/// </summary>
internal sealed class Card(TestProduct restpy, string slug, string branch)
{
    public const string Owner = "owner@maison-lumiere.example", Manager = "manager@maison-lumiere.example", Waiter =
        "waiter@maison-lumiere.example";

    public TestProduct Product => restpy;

    public static async Task<Card> LyonAsync(SharedProducts products, DatabaseKind kind) =>
        new(await products.OnAsync(kind), "maison-lumiere", "lyon");

    public Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work) => restpy.InAsync(slug, branch, work);

    public Task<BranchMenu> MenuAsync() => InAsync(async s =>
        await s.GetRequiredService<MenuCache>()
            .OfAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch, default));

    public async Task<MenuItem> DishAsync(string code) => (await MenuAsync()).Items.Values.Single(i => i.Code == code);

    public Task<Guid> IdAsync(string code) =>
        InAsync(s => s.GetRequiredService<RestpyDb>().Set<Item>().Where(i => i.Code == code).Select(i => i.Id)
            .SingleAsync());

    /// <summary>One order's worth of taking: its own transaction, saved or let go.</summary>
    public Task<Outcome<Done>> TakeAsync(Guid itemId, int quantity, bool save = true) => InAsync(async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(default);
        var taken = await s.GetRequiredService<Stock>()
            .TakeAsync(new Dictionary<Guid, int> { [itemId] = quantity }, default);
        if (!taken.Ok || !save) return taken;
        db.Act("test.ordered", "Order", Guid.NewGuid());
        await work.SaveAsync(Done.It, default);
        return taken;
    });

    public Task<bool> GiveBackAsync(Guid itemId, int quantity) => InAsync(async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(default);
        await s.GetRequiredService<Stock>().GiveBackAsync(new Dictionary<Guid, int> { [itemId] = quantity }, default);
        db.Act("test.voided", "Order", Guid.NewGuid());
        await work.SaveAsync(Done.It, default);
        return true;
    });

    /// <summary>On PostgreSQL the book hears of orders from the event pump, milliseconds later.</summary>
    public async Task<MenuItem> SoonAsync(string code, Func<MenuItem, bool> so)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await DishAsync(code) is var dish && so(dish)) return dish;
            await Task.Delay(25);
        }
        return await DishAsync(code);
    }

    public async Task<string> ExportAsync(string email, string separator = "comma")
    {
        var answer = await (await restpy.AsAsync(email)).GetAsync($"/staff/menu/export?separator={separator}");
        Assert(answer.StatusCode == HttpStatusCode.OK, "export");
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends a file; the page that comes back, after its redirect.</summary>
    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> UploadAsync(string email, byte[] file)
    {
        var client = await restpy.AsAsync(email);
        var page = await client.PageAsync("/staff/menu/import");
        using var form = new MultipartFormDataContent {
            { new StringContent(page.QuerySelector("form[enctype] input[name=_token]")!.GetAttribute("value")!),
                "_token" } };
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(part, "file", "menu.csv");
        var answer = await client.Http.PostAsync("/staff/menu/import", form);
        if (answer.StatusCode != HttpStatusCode.Redirect)
            return (answer.StatusCode, await PageClient.ParseAsync(answer));
        return (answer.StatusCode, await client.PageAsync(answer.Headers.Location!.ToString()));
    }

    public Task<(HttpStatusCode Status, IHtmlDocument Page)> UploadAsync(string email, string text) =>
        UploadAsync(email, Encoding.UTF8.GetBytes(text));

    public async Task<HttpResponseMessage> ApplyAsync(
        string email, IHtmlDocument preview, Dictionary<string, string?>? changes = null) =>
        await (await restpy.AsAsync(email)).SubmitAsync(preview, "form[action*=Apply]", changes);

    /// <summary>Everything on the menu as one text: the same text, the same menu.</summary>
    public Task<string> FingerprintAsync() => restpy.InAsync(slug, null, async s =>
    {
        var places = await s.GetRequiredService<RestaurantDirectory>().FindAsync(slug, default);
        var rows = await MenuRows.LoadAsync(s.GetRequiredService<RestpyDb>(), tracked: false, default);
        return string.Join('\n',
            new Restpy.Menu.ExportMenu.MenuTable(places!, places!.Branches, rows).Rows()
            .Select(r => string.Join('|', r)))
            + string.Join(',', rows.Items.Select(i => i.Version))
            + string.Join(',', rows.Categories.Select(c => c.Version))
            + string.Join(',', rows.Groups.Select(g => g.Version));
    });

    private static void Assert(bool so, string what)
    {
        if (!so) throw new InvalidOperationException(what);
    }
}
