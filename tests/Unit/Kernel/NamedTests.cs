using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class NamedTests
{
    [Fact]
    public void A_kind_is_known_by_its_name_in_any_case() =>
    Assert.True(EnumNames.TryRead<Role>("wAITER", out var role) && role == Role.Waiter);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("+2")]
    [InlineData("Owner,Manager")]
    [InlineData("Owner, Manager")]
    [InlineData(" Owner")]
    [InlineData("Chef")]
    public void Nothing_else_is_one(string? text) => Assert.False(EnumNames.TryRead<Role>(text, out _));
}
