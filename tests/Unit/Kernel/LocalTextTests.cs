using Restpy.Kernel;
using Xunit;

namespace Restpy.UnitTests.Kernel;

public sealed class LocalTextTests
{
    private static readonly LocalText Tea = new([new("en", " Tea "), new("hi", "चाय"), new("fr", "")]);

    [Fact]
    public void A_reader_gets_their_language_else_english_else_any()
    {
        Assert.Equal("चाय", Tea.In("hi"));
        Assert.Equal("Tea", Tea.In("fr"));
        Assert.Equal("Thé", LocalText.Of("fr", "Thé").In("hi"));
        Assert.Equal("", LocalText.Empty.In("en"));
    }

    [Fact]
    public void Texts_are_trimmed_and_empty_ones_are_none() => Assert.Equal(["en", "hi"], Tea.Texts.Keys);

    [Fact]
    public void A_text_replaced_leaves_the_original_as_it_was()
    {
        var chai = Tea.With("en", "Chai");
        Assert.Equal("Chai", chai.In("en"));
        Assert.Equal("Tea", Tea.In("en"));
        Assert.Equal(["hi"], Tea.With("en", "  ").Texts.Keys);
    }

    [Fact]
    public void What_is_stored_comes_back_equal()
    {
        var back = LocalText.FromJson(Tea.ToJson());
        Assert.Equal(Tea, back);
        Assert.Equal(Tea.GetHashCode(), back.GetHashCode());
        Assert.Equal(LocalText.Empty, LocalText.FromJson("{}"));
    }

    [Fact]
    public void The_order_in_which_texts_were_given_makes_no_difference() =>
        Assert.Equal(new LocalText([new("hi", "चाय"), new("en", "Tea")]), Tea);

    [Fact]
    public void Other_texts_are_not_equal()
    {
        Assert.NotEqual(Tea, Tea.With("en", "Chai"));
        Assert.NotEqual(Tea, Tea.With("de", "Tee"));
        Assert.False(Tea.Equals((object)"Tea"));
    }
}
