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
    public void A_line_is_what_a_reader_sees(string typed, string line) => Assert.Equal(line, Legible.Line(typed));

    [Fact]
    public void An_address_keeps_its_lines() => Assert.Equal("Hill Road 12\nMumbai 400050", Legible.Lines(" Hill  Road 12\r\n\u200B\r\n\n Mumbai 400050\u202E\n"));

    [Theory]
    [InlineData(null)]
    [InlineData(" \t\u00A0")]
    [InlineData("\u200B\u200B\u200B")]
    [InlineData("\u200D\u200C")]
    [InlineData("\u0000\u0007")]
    [InlineData("\u0301")]
    public void What_nobody_sees_is_nothing(string? typed) => Assert.Equal("", Legible.Line(typed));
}
