using System.Text.RegularExpressions;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The content policy allows no inline script and no inline style, so markup that has one is broken markup.
/// </summary>
public sealed partial class MarkupTests
{
    [Fact]
    public void No_page_has_inline_script_or_style() =>
        Complaints.None(Source.Files("*.cshtml", "src")
            .SelectMany(path => Inline(Source.Read(path)).Select(found => $"{path}: {found}")));

    [Fact]
    public void No_script_of_ours_writes_markup_as_text() =>
        Complaints.None(Source.Files("*.js", "src").Where(path => Sink().IsMatch(Source.Read(path))));

    [Theory]
    [InlineData("<script>go()</script>")]
    [InlineData("<script type=\"module\">go()</script>")]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<p class=\"a\" style=\"color: red\">")]
    [InlineData("<button onclick=\"go()\">")]
    [InlineData("<a href=\"javascript:go()\">")]
    [InlineData("<form action='/x' onsubmit='go()'>")]
    public void Probe_each_way_to_write_inline_is_found(string markup) => Assert.Single(Inline(markup));

    [Theory]
    [InlineData("<script type=\"module\" src=\"~/js/app.js\"></script>")]
    [InlineData("<link rel=\"stylesheet\" href=\"~/css/base.css\">")]
    [InlineData("@{ var once = 1; var style = \"a\"; }")]
    public void Probe_what_is_allowed_is_left_alone(string markup) => Assert.Empty(Inline(markup));

    private static IEnumerable<string> Inline(string text) => Forbidden().Matches(text).Select(m => m.Value);

    [GeneratedRegex("""<script(?![^>]*\ssrc=)[^>]*>|<style[\s>]|<[a-z][^<>]*\sstyle\s*=|<[a-z][^<>]*\son(abort|blur|change|click|error|focus|input|key\w*|load|mouse\w*|pointer\w*|submit|toggle|touch\w*)\s*=|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|setAttribute\(\s*[""']style")]
    private static partial Regex Sink();
}
