using Restpy.Kernel;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.UnitTests.Web;

public sealed class WordingTests
{
    private static Words In(string language) => new(new WordList([typeof(Words).Assembly])) { Language = language };

    [Theory]
    [InlineData("en", "2.5", "5", "0.125")]
    [InlineData("hi", "2.5", "5", "0.125")]
    [InlineData("fr", "2,5", "5", "0,125")]
    public void A_percentage_has_the_decimal_sign_of_the_reader(string language, params string[] written) =>
        Assert.Equal(written, new[] { 2.50m, 5m, 0.125m }.Select(In(language).Percent));

    [Theory]
    [InlineData("en", "Table T 12", "Takeaway 7", "Pickup 14")]
    [InlineData("hi", "टेबल T 12", "टेकअवे 7", "पिकअप 14")]
    [InlineData("fr", "Table T 12", "À emporter 7", "À retirer 14")]
    public void An_order_is_called_in_the_language_of_the_reader(string language, params string[] called) =>
        Assert.Equal(called,
            new OrderLabel[] { new(OrderLabel.Table, "T 12"), new("takeaway", "7"), new("pickup", "14") }.Select(
            In(language).Of));

    [Fact]
    public void What_has_a_name_of_its_own_keeps_it()
    {
        Assert.Equal("BLR1/26-27/00012", In("hi").Of(OrderLabel.Plain("BLR1/26-27/00012")));
        Assert.Equal("", In("hi").Of(default(OrderLabel)));
    }

    [Fact]
    public void As_plain_text_it_is_english() =>
    Assert.Equal("Table 7, Pickup 3", $"{new OrderLabel(OrderLabel.Table, "7")}, {new OrderLabel("pickup", "3")}");
}
