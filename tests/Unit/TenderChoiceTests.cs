using Restpy.Billing.Contract;
using Restpy.Tenancy.Contract;
using Xunit;

namespace Restpy.UnitTests;

public sealed class TenderChoiceTests
{
    [Fact]
    public void The_choices_of_a_branch_are_the_tenders_Billing_knows() =>
        Assert.Equal(Enum.GetNames<TenderKind>().Order(), TenderChoice.Of("IN").Order());

    [Fact]
    public void Upi_exists_in_India_alone() => Assert.DoesNotContain(TenderChoice.Upi, TenderChoice.Of("FR"));
}
