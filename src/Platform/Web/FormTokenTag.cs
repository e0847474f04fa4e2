using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Restpy.Platform.Web;

/// <summary>
/// Puts the form token into every form that posts. The framework's own helper leaves it out of forms that name their
/// action; a form without it is refused at the gate.
/// </summary>
[HtmlTargetElement("form", Attributes = "action")]
public sealed class FormTokenTag(IHtmlGenerator html) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var posts = string.Equals(
            context.AllAttributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase);
        if (!posts || context.AllAttributes["action"].Value is null or ""
            || context.AllAttributes.ContainsName("asp-antiforgery")) return;
        if (html.GenerateAntiforgery(ViewContext) is { } token) output.PostContent.AppendHtml(token);
    }
}
