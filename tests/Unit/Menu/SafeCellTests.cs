using FsCheck;
using FsCheck.Fluent;
using Restpy.Platform.Web;
using Xunit;

namespace Restpy.UnitTests.Menu;

public sealed class SafeCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33", "'+33")]
    [InlineData("-5", "'-5")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("'=x", "''=x")]
    [InlineData("＝x", "'＝x")]
    [InlineData("'tis", "'tis")]
    [InlineData("plain", "plain")]
    [InlineData(";=1+1", ";'=1+1")]
    [InlineData("a; =1+1", "a;' =1+1")]
    [InlineData("a,@x|-5\n+3", "a,'@x|'-5\n'+3")]
    [InlineData("a;b, c", "a;b, c")]
    public void A_cell_that_looks_like_a_formula_gets_an_apostrophe_and_loses_it_again(string text, string cell)
    {
        Assert.Equal(cell, SafeCell.Write(text));
        Assert.Equal(text, SafeCell.Read(cell));
    }

    [Fact]
    public void What_is_read_is_what_was_written() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(Gen.Elements("'", "=", "-", ";", ",", "|", " ", "\t", "\n", "a", "é").ListOf()
                .Select(string.Concat).ToArbitrary(), text => SafeCell.Read(SafeCell.Write(text)) == text));

    [Fact]
    public void Nothing_written_begins_like_a_formula() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyString>(), text => !"=+-@\t\r".Contains(SafeCell.Write(text.Get)[0])));

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void No_part_of_a_cell_begins_like_a_formula_where_this_separates(char separator) =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(Gen.Elements("'", "=1", "+", "-", "@", ";", ",", "|", " ", "\t", "a").ListOf()
                .Select(string.Concat).ToArbitrary(), text =>
            SafeCell.Write(text).Split(separator).All(part => part.TrimStart() is not ['=' or '+' or '-' or '@', ..])));
}
