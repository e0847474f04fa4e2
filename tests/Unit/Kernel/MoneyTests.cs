using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class MoneyTests
{
    private static readonly Currency Yen = Currency.Of("JPY");
    private static readonly Currency Dinar = Currency.Of("KWD");

    [Theory]
    [InlineData(10_000_000, "₹1,00,000.00")]
    [InlineData(1_234_567_890, "₹1,23,45,678.90")]
    [InlineData(5, "₹0.05")]
    [InlineData(0, "₹0.00")]
    [InlineData(-12_345, "-₹123.45")]
    public void Rupees_are_grouped_in_lakhs_and_crores(long minor, string shown) => Assert.Equal(shown, new Money(minor, Currency.Inr).ToString());

    [Theory]
    [InlineData(123_450, "1 234,50 €")]
    [InlineData(100_000_000, "1 000 000,00 €")]
    [InlineData(-50, "-0,50 €")]
    public void Euros_are_written_as_in_france(long minor, string shown) =>
        Assert.Equal(shown, Plain(new Money(minor, Currency.Eur).ToString()));

    [Fact]
    public void Other_currencies_carry_their_code_and_their_own_minor_digits()
    {
        Assert.Equal("1,234 JPY", Money.Format(1234, Yen));
        Assert.Equal("1.234 KWD", Money.Format(1234, Dinar));
        Assert.Equal("12.34 USD", Money.Format(1234, Currency.Of("USD")));
    }

    [Theory]
    [InlineData("1,00,000.00", 10_000_000)]
    [InlineData("₹1,00,000.00", 10_000_000)]
    [InlineData("100000", 10_000_000)]
    [InlineData(" 12.5 ", 1_250)]
    [InlineData("0.05", 5)]
    [InlineData("-3", -300)]
    [InlineData("12,50", 1_250)]
    public void Rupees_are_read_as_people_type_them(string typed, long minor) => AssertReads(typed, Currency.Inr, minor);

    [Theory]
    [InlineData("1 234,50 €", 123_450)]
    [InlineData("1\u202F234,50\u00A0€", 123_450)]
    [InlineData("1234,5", 123_450)]
    [InlineData("1.5", 150)]
    public void Euros_are_read_as_people_type_them(string typed, long minor) => AssertReads(typed, Currency.Eur, minor);

    [Fact]
    public void A_currency_without_minor_digits_reads_a_comma_as_grouping()
    {
        AssertReads("1,234", Yen, 1234);
        AssertReads("1.234", Dinar, 1234);
        Assert.False(Money.TryParse("1.5", Yen, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("twelve")]
    [InlineData("1.234")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("٣")]
    [InlineData("12 USD")]
    [InlineData("10000000000.01")]
    [InlineData("99999999999999999999999")]
    public void What_is_no_amount_is_not_read_as_one(string? typed)
    {
        Assert.False(Money.TryParse(typed, Currency.Inr, out var minor));
        Assert.Equal(0, minor);
    }

    [Fact]
    public void What_is_shown_is_read_back_as_the_same_amount()
    {
        foreach (var currency in new[] { Currency.Inr, Currency.Eur })
            foreach (var minor in new long[] { 0, 1, 99, 100, 12_345, 99_999_999, 1_000_000_000_000 }) AssertReads(Money.Format(minor, currency), currency, minor);
    }

    [Fact]
    public void Amounts_of_one_currency_add_and_of_two_do_not()
    {
        Assert.Equal(new Money(300, Currency.Inr), new Money(100, Currency.Inr) + new Money(200, Currency.Inr));
        Assert.Equal(new Money(-100, Currency.Inr), new Money(100, Currency.Inr) - new Money(200, Currency.Inr));
        Assert.Throws<InvalidOperationException>(() => new Money(1, Currency.Inr) + new Money(1, Currency.Eur));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Currency.Inr) + new Money(1, Currency.Inr));
    }

    [Fact]
    public void A_currency_whose_minor_digits_we_do_not_know_is_refused()
    {
        Assert.False(Currency.Knows("XAU"));
        Assert.Throws<ArgumentException>(() => Currency.Of("XAU"));
        Assert.Throws<ArgumentException>(() => Currency.Of("inr"));
    }

    private static void AssertReads(string typed, Currency currency, long minor)
    {
        Assert.True(Money.TryParse(typed, currency, out var read), typed);
        Assert.Equal(minor, read);
    }

    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
