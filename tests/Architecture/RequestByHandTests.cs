using System.Text.RegularExpressions;
using Xunit;
using Restpy.Platform.Pages;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The probe learns from parameters what can be put into a request. A page has the whole request at hand without any:
/// one that reads it must say what, with [Reads], or the probe would attack less than there is.
/// </summary>
public sealed partial class RequestByHandTests
{
    [Fact]
    public void A_page_that_reads_the_request_by_hand_says_what() =>
        Complaints.None(Source.Files("*Page.cs", "src/Modules").SelectMany(path => Silent(path, Source.Read(path))));

    [Fact]
    public void Probe_a_page_that_reads_and_does_not_say_is_found()
    {
        Assert.Single(Silent("A", "class APage : StaffPage { string X => Request.Form[\"x\"]; }"));
        Assert.Single(Silent("A", "class APage : PageModel { string? X => HttpContext.Request.Query[\"x\"]; }"));
        Assert.Empty(Silent("A", "[Reads(\"x\")] class APage : StaffPage { string X => Request.Form[\"x\"]; }"));
        Assert.Empty(Silent("A", "class Html { string X => \"Request.Form\"; }"));
    }

    private static IEnumerable<string> Silent(string path, string text)
    {
        if (text.Contains("Page : ", StringComparison.Ordinal) && ByHand().IsMatch(text)
            && !text.Contains("[Reads", StringComparison.Ordinal)) yield return path;
    }

    [GeneratedRegex(@"Request\.(Form|Query|Headers|Cookies|Body)\b|ReadFormAsync")]
    private static partial Regex ByHand();
}
