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
    [InlineData(-12_345, "−₹123.45")]
    public void Rupees_are_grouped_in_lakhs_and_crores(long minor, string shown) =>
    Assert.Equal(shown, new Money(minor, Currency.Inr).ToString());

    [Theory]
    [InlineData(123_450, "1 234,50 €")]
    [InlineData(100_000_000, "1 000 000,00 €")]
    [InlineData(-50, "−0,50 €")]
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
    public void Rupees_are_read_as_people_type_them(string typed, long minor) =>
    AssertReads(typed, Currency.Inr, minor);

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
        Assert.IsType<NotAnAmount>(Amount.Read("1.5", Yen).Error);
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
    [InlineData("1,2,3")]
    [InlineData("1.23,45")]
    [InlineData("--5")]
    [InlineData("5-")]
    [InlineData("0,500")]
    public void What_is_no_amount_is_not_read_as_one(string? typed) =>
    Assert.False(Amount.Read(typed, Currency.Inr).Ok);

    [Theory]
    [InlineData("1.230,00", 123_000)]
    [InlineData("1.000,00", 100_000)]
    [InlineData("1.234.567,89", 123_456_789)]
    [InlineData("1.234.567", 123_456_700)]
    [InlineData("1,230.00", 123_000)]
    [InlineData("1'230.00", 123_000)]
    [InlineData("1250,", 125_000)]
    public void Thousands_and_decimals_with_two_marks_are_read(string typed, long minor) =>
    AssertReads(typed, Currency.Eur, minor);

    [Theory]
    [InlineData("12,500", "EUR", "12 500,00 €", "12,50 €")]
    [InlineData("1.500", "EUR", "1 500,00 €", "1,50 €")]
    [InlineData("1.500", "INR", "₹1,500.00", "₹1.50")]
    [InlineData("1,234", "KWD", "1,234.000 KWD", "1.234 KWD")]
    public void What_could_be_two_amounts_is_refused_with_both(string typed, string currency, string one, string other)
    {
        var refused = Assert.IsType<AmountAmbiguous>(Amount.Read(typed, Currency.Of(currency)).Error);
        Assert.Equal((one, other), (Plain(refused.One), Plain(refused.Other)));
    }

    [Fact]
    public void A_comma_before_three_digits_is_a_thousand_where_the_currency_is_written_so() =>
    AssertReads("12,500", Currency.Inr, 1_250_000);

    [Theory]
    [InlineData("12,5", "12.5")]
    [InlineData("12.5 %", "12.5")]
    [InlineData("100", "100")]
    public void A_percentage_is_read_with_either_mark(string typed, string percent)
    {
        Assert.True(Amount.TryPercent(typed, out var read));
        Assert.Equal(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("-1")]
    [InlineData("1,000,000")]
    public void What_is_no_percentage_is_not_read_as_one(string typed) => Assert.False(Amount.TryPercent(typed, out _));

    [Fact]
    public void What_is_shown_is_read_back_as_the_same_amount()
    {
        foreach (var currency in new[] { Currency.Inr, Currency.Eur })
            foreach (var minor in new long[] { 0, 1, 99, 100, 12_345, 99_999_999, 1_000_000_000_000 })
                AssertReads(Money.Format(minor, currency), currency, minor);
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
        var read = Amount.Read(typed, currency);
        Assert.True(read.Ok, typed);
        Assert.Equal(minor, read.Value);
    }

    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
