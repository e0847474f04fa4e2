using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class OutcomeTests
{
    private sealed record TableTaken(int Number) : Error(ErrorKind.Conflict);

    [Fact]
    public void An_answer_is_no_error_and_an_error_is_no_answer()
    {
        Outcome<string> answer = "seated";
        Outcome<string> refusal = new TableTaken(7);
        Assert.True(answer.Ok);
        Assert.Null(answer.Error);
        Assert.False(refusal.Ok);
        Assert.Null(refusal.Value);
    }

    [Fact]
    public void A_default_outcome_is_no_answer()
    {
        Assert.False(default(Outcome<string>).Ok);
        Assert.Throws<InvalidOperationException>(() => default(Outcome<int>).Error);
    }

    [Fact]
    public void The_code_of_an_error_is_its_name() => Assert.Equal("TableTaken", new TableTaken(7).Code);

    [Fact]
    public void Ids_made_later_sort_later()
    {
        var first = Id.New();
        Thread.Sleep(TimeSpan.FromMilliseconds(5));
        Assert.True(string.CompareOrdinal(first.ToString(), Id.New().ToString()) < 0);
        Assert.Equal(7, first.Version);
    }
}
