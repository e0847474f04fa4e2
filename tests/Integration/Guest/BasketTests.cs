using System.Net;
using Restpy.Kernel;
using Restpy.Menu.Contract.Questions;
using Restpy.Pricing;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

/// <summary>The basket of a phone shows what it will cost and belongs to that phone.</summary>
public sealed class BasketTests(SharedProducts products)
{
    [Fact]
    public async Task An_empty_basket_orders_nothing_and_says_so()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        Assert.Contains("empty", GuestTable.TextOf(await phone.PageAsync(table.Root + "/basket?lang=en"), "main"),
            StringComparison.Ordinal);
        await table.AddAsync(phone, table.Plain());
        var page = await phone.PageAsync(table.Root + "/basket?lang=en");
        await phone.SubmitAsync(page, "article form", new() { ["quantity"] = "0" });
        var answer = await phone.SubmitAsync(page, $"form[action='{table.Root}/basket']");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await table.OrdersAsync());
    }

    [Fact]
    public async Task Another_phones_line_cannot_be_changed()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        using var other = table.Phone();
        await table.AddAsync(phone, table.Plain(), 2);
        await table.AddAsync(other, table.Plain(1));
        var line = (await phone.PageAsync(table.Root + "/basket"))
            .QuerySelector("article form")!.GetAttribute("action")!;
        await other.SubmitAsync(
            await other.PageAsync(table.Root + "/basket"), "article form", new() { ["quantity"] = "0" }, line);
        Assert.Equal(3, await table.PiecesAsync());
        foreach (var quantity in new[] { "21", "-1", "x", null })
            Assert.Equal(HttpStatusCode.BadRequest,
                (await phone.SubmitAsync(await phone.PageAsync(table.Root + "/basket"), "article form",
                    new() { ["quantity"] = quantity })).StatusCode);
        Assert.Equal(3, await table.PiecesAsync());
    }

    [Theory]
    [InlineData("spice-garden", "bengaluru", ServiceMode.DineIn)]
    [InlineData("maison-lumiere", "lyon", ServiceMode.DineIn)]
    public async Task The_basket_shows_to_the_cent_what_the_engine_says(string slug, string branch, ServiceMode mode)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite), slug, branch);
        using var phone = table.Phone();
        var drink = table.Menu.Items.Values.First(
            i => i is { SoldOut: false, TaxCategory: "alcohol", Variants.Count: 0 } && i.Groups.All(g => g.Min == 0));
        await table.AddAsync(phone, table.Plain(3), 3);
        await table.AddAsync(phone, drink, 2);
        var quote = await table.QuoteAsync(mode, (table.Plain(3), 3), (drink, 2));
        var basket = await phone.PageAsync(table.Root + "/basket");
        var currency = slug == "spice-garden" ? Currency.Inr : Currency.Eur;
        var amounts = basket.QuerySelectorAll("table td").Select(td => td.TextContent).ToList();
        Assert.Contains(Money.Format(quote.PayableMinor, currency), amounts);
        foreach (var tax in quote.Groups.SelectMany(g => g.Taxes).Where(t => t.AmountMinor > 0))
            Assert.Contains(Money.Format(tax.AmountMinor, currency), amounts);
        Assert.Null(basket.QuerySelector("[name=service][checked]"));
        Assert.Contains(Money.Format(quote.PayableMinor, currency),
            GuestTable.TextOf(await phone.PageAsync(table.Root), ".bar"), StringComparison.Ordinal);
    }
}
