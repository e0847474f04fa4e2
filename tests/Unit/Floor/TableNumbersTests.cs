using Restpy.Floor;
using Restpy.Floor.AddTables;
using Xunit;

namespace Restpy.UnitTests.Floor;

public sealed class TableNumbersTests
{
    [Theory]
    [InlineData("7", 3, "7,8,9")]
    [InlineData("T08", 3, "T08,T09,T10")]
    [InlineData("Bar 9", 2, "Bar 9,Bar 10")]
    [InlineData("Bar", 1, "Bar")]
    public void Numbers_count_on_from_the_first(string first, int count, string expected) =>
    Assert.Equal(expected.Split(','), TableNumbers.From(first, count)!);

    [Theory]
    [InlineData("Bar", 2)]
    [InlineData("99999999999", 2)]
    [InlineData("७", 2)]
    public void A_name_without_a_number_at_its_end_cannot_count_on(string first, int count) =>
    Assert.Null(TableNumbers.From(first, count));
}
