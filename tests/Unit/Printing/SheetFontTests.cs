using Restpy.Platform.Printing;
using Xunit;

namespace Restpy.UnitTests.Printing;

public sealed class SheetFontTests
{
    [Theory]
    [InlineData("क्ष", 1)]
    [InlineData("त्र", 1)]
    [InlineData("श्री", 2)]
    [InlineData("fiancé", 6)]
    public void A_conjunct_becomes_one_glyph(string text, int glyphs)
    {
        using var shaped = SheetFont.Regular.Shape(text, 10);
        Assert.Equal(glyphs, shaped.Glyphs.Count());
    }

    [Theory]
    [InlineData("छत क्षेत्र · टेबल 12")]
    [InlineData("Terrasse d’été n° 4 — 12,50 €")]
    [InlineData("मेन्यू देखने और ऑर्डर करने के लिए स्कैन करें")]
    [InlineData("Spice Garden रसोई ₹")]
    public void Names_in_our_languages_have_no_empty_boxes(string text)
    {
        foreach (var font in new[] { SheetFont.Regular, SheetFont.Bold })
        {
            using var shaped = font.Shape(text, 10);
            Assert.True(font.Draws(text));
            Assert.DoesNotContain(0u, shaped.Glyphs);
            Assert.True(shaped.Width > 0);
        }
    }

    [Fact]
    public void A_vowel_sign_stands_before_its_letter()
    {
        using var short_i = SheetFont.Regular.Shape("कि", 10);
        using var letter = SheetFont.Regular.Shape("क", 10);
        Assert.Equal(letter.Glyphs.Single(), short_i.Glyphs.Last());
    }

    [Fact]
    public void A_script_without_glyphs_is_told_apart() => Assert.False(SheetFont.Regular.Draws("食堂"));
}
