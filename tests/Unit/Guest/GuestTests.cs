using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Ordering.GuestMenu;
using Restpy.Ordering.GuestOrder;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.UnitTests.Guest;

public sealed class GuestTests
{
    [Fact]
    public void What_is_put_into_a_page_is_text_in_every_place()
    {
        var html = new Html();
        html.Add($"<p title=\"{"\"'><&"}\">{"<b>&é हि</b>"}</p>");
        Assert.Equal("<p title=\"&#34;&#39;&gt;&lt;&amp;\">&lt;b&gt;&amp;é हि&lt;/b&gt;</p>",
            System.Text.Encoding.UTF8.GetString(html.Bytes.Span));
    }

    [Fact]
    public void The_sheet_cannot_end_its_own_element() =>
    Assert.DoesNotContain("</", GuestStyle.Css, StringComparison.Ordinal);

    [Theory]
    [InlineData("?diet=VEG&no=nuts&no=milk&no=milk&q=%20naan%20", "diet=veg&no=milk&no=nuts&q=naan")]
    [InlineData("?diet=meat&no=love&x=1", "")]
    [InlineData("", "")]
    public void Equal_wishes_have_one_spelling(string query, string expected) =>
        Assert.Equal(expected, MenuFilter.From(new QueryCollection(QueryHelpers.ParseQuery(query))).Query);

    [Theory]
    [InlineData("2026-11-22T12:00:00Z", 25, "2026-11-22T12:25:00Z")]
    [InlineData("2026-11-22T12:00:01Z", 25, "2026-11-22T12:30:00Z")]
    [InlineData("2026-11-22T23:58:00Z", 20, "2026-11-23T00:20:00Z")]
    public void A_pickup_is_promised_for_a_full_five_minutes_and_never_too_early(
    string now, int minutes, string ready) =>
        Assert.Equal(DateTimeOffset.Parse(ready), PickupTime.At(DateTimeOffset.Parse(now), minutes));

    [Theory]
    [InlineData(" Asha\tRao ", "+91 (80) 5550-0114", "Asha Rao", "+918055500114")]
    [InlineData("Léa", "04 99.55/01 12", "Léa", "0499550112")]
    public void A_guest_is_a_name_to_call_and_a_number_to_ring(
    string name, string phone, string called, string number) =>
        Assert.Equal(new PickupGuest(called, number), PickupGuest.Of(name, phone).Value);

    [Theory]
    [InlineData(32000, "₹320")]
    [InlineData(32050, "₹320.50")]
    [InlineData(10000000, "₹1,00,000")]
    public void A_rupee_price_on_the_card_has_paise_only_where_there_are_any(long minor, string text) =>
    Assert.Equal(text, CardPrice.Of(minor, Currency.Inr));

    [Fact]
    public void Everything_a_guest_reads_is_there_in_every_language()
    {
        var words = new WordList([typeof(OrderingModule).Assembly]);
        var english = words.In("en")
            .Keys.Where(k => k.StartsWith("guest.", StringComparison.Ordinal)
                || k.StartsWith("error.", StringComparison.Ordinal)).Order().ToList();
        foreach (var language in WordList.Languages) Assert.Empty(english.Except(words.In(language).Keys));
        foreach (var (_, word) in MenuFilter.All) Assert.Contains("guest.allergen." + word, english);
    }
}
