using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class LegibleTests
{
    [Theory]
    [InlineData("  no  onions ", "no onions")]
    [InlineData("  Bar   1 ", "Bar 1")]
    [InlineData("T\t1\n", "T 1")]
    [InlineData("Two\r\nlines\u2028three", "Two lines three")]
    [InlineData("100 \u202Edecnuob\u202C", "100 decnuob")]
    [InlineData("\u2068Asha\u2069", "Asha")]
    [InlineData("G\u00ADteau\uFEFF", "Gteau")]
    [InlineData("\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937")]
    [InlineData("👍", "👍")]
    [InlineData("?", "?")]
    [InlineData("e\u0301", "\u00e9")]
    public void A_line_is_what_a_reader_sees(string typed, string line) => Assert.Equal(line, CleanText.Line(typed));

    [Fact]
    public void An_address_keeps_its_lines() =>
    Assert.Equal("Hill Road 12\nMumbai 400050",
        CleanText.Lines(" Hill  Road 12\r\n\u200B\r\n\n Mumbai 400050\u202E\n"));

    [Theory]
    [InlineData(null)]
    [InlineData(" \t\u00A0")]
    [InlineData("\u200B\u200B\u200B")]
    [InlineData("\u200D\u200C")]
    [InlineData("\u0000\u0007")]
    [InlineData("\u0301")]
    public void What_nobody_sees_is_nothing(string? typed) => Assert.Equal("", CleanText.Line(typed));

    [Theory]
    [InlineData("½")]
    [InlineData("²")]
    [InlineData("Ⅻ")]
    [InlineData("①")]
    public void A_fraction_and_a_raised_number_are_kept(string typed) => Assert.Equal(typed, CleanText.Line(typed));

    [Theory]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800\u2800")]
    [InlineData("\u115F\u1160")]
    [InlineData("\uFFA0")]
    [InlineData("\uFFFC")]
    [InlineData("\uFE0F")]
    [InlineData("\u17B4")]
    [InlineData("\u180E")]
    [InlineData("\uD834\uDD59")]
    [InlineData("\uFFFE")]
    public void What_draws_nothing_is_nothing(string typed) =>
    Assert.Equal("", CleanText.Line(typed).Replace("\uFFFD", ""));

    [Fact]
    public void Any_text_can_be_normalized()
    {
        foreach (var form in Enum.GetValues<System.Text.NormalizationForm>())
            for (var unit = 0; unit <= 0xFFFF; unit++) CleanText.Normal($"é{(char)unit}a", form);
    }

    [Fact]
    public void A_cut_leaves_no_half_of_a_character() => Assert.Equal("a", CleanText.Cut("a👍b", 2));

    [Theory]
    [InlineData("a\uFFFEb")]
    [InlineData("Naan \u3164")]
    public void A_name_with_something_unseen_is_noticed(string name) => Assert.True(CleanText.HasHidden(name));

    [Fact]
    public void Half_of_a_character_is_noticed() => Assert.True(CleanText.HasHidden("a" + '\uD800' + "b"));
}
