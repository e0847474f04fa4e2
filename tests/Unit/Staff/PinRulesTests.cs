using Restpy.Staff.Pins;
using Xunit;

namespace Restpy.UnitTests.Staff;

public sealed class PinRulesTests
{
    [Theory]
    [InlineData("000000"), InlineData("777777"), InlineData("121212"), InlineData("123123"), InlineData("112233"),
        InlineData("123321"), InlineData("100001")]
    [InlineData("123456"), InlineData("890123"), InlineData("654321"), InlineData("210987"), InlineData("198407"),
        InlineData("071984"), InlineData("202614")]
    public void What_a_guesser_tries_first_is_refused(string pin) =>
        Assert.IsType<PinTooSimple>(PinRules.Check(pin).Error);

    [Theory]
    [InlineData(""), InlineData("12345"), InlineData("1234567"), InlineData("40251a"), InlineData(null)]
    public void What_is_not_six_digits_is_no_pin(string? pin) => Assert.IsType<PinUnfit>(PinRules.Check(pin).Error);

    [Theory]
    [InlineData("402517"), InlineData("४०२५१७"), InlineData("４０２５１７"), InlineData("402 517")]
    public void Digits_of_any_script_are_digits(string typed)
    {
        Assert.True(PinRules.Check(typed).Ok);
        Assert.Equal("402517", PinRules.Read(typed));
    }

    [Fact]
    public void Of_a_million_nine_tenths_may_be_set() =>
        Assert.InRange(Enumerable.Range(0, 1_000_000).Count(n => PinRules.Check(n.ToString("D6")).Ok), 900_000,
            932_400);
}
