using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class IdTests
{
    [Fact]
    public async Task Each_is_greater_than_those_before_also_within_a_millisecond_and_none_comes_twice()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => Task.Run(() => Enumerable.Range(0, 20_000).Select(_ => Id.New()).ToList())));
        Assert.All(made, ids => Assert.Equal(ids.Order(), ids));
        Assert.Equal(80_000, made.SelectMany(ids => ids).Distinct().Count());
    }

    [Fact]
    public void It_is_a_uuid_of_version_seven_that_names_its_moment()
    {
        var before = TimeProvider.System.GetUtcNow();
        var id = Id.New();
        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.True(Id.First(before) <= id);
        Assert.True(Id.First(before.AddSeconds(10)) > id);
    }
}
