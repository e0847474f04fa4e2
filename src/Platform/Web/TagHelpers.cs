using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Restpy.Platform.Web;

/// <summary>Everything that stopped the form, at its top, announced to screen readers.</summary>
[HtmlTargetElement("restpy-errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorsTag : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState.Values.SelectMany(v => v.Errors).Select(e => e.ErrorMessage).Distinct()
            .ToList();
        output.TagName = errors.Count == 0 ? null : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        foreach (var error in errors)
        {
            output.Content.AppendHtml("<p>");
            output.Content.Append(error);
            output.Content.AppendHtml("</p>");
        }
    }
}

/// <summary>The error of one field, beside it; its id is what the field's aria-describedby names.</summary>
[HtmlTargetElement("field-error", Attributes = "for")]
public sealed class FieldErrorTag : TagHelper
{
    public string For { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var error = ViewContext.ModelState.TryGetValue(For, out var state) ? state.Errors.FirstOrDefault()?.ErrorMessage
            : null;
        output.TagName = error is null ? null : "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error");
        output.Attributes.SetAttribute("id", $"{For}-error");
        if (error is not null) output.Content.SetContent(error);
    }
}

/// <summary>One symbol of the sprite, decoration beside a word: hidden from screen readers.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"/icons.svg#{Name}\"/>");
    }
}

/// <summary>The command id of a form: made with the page, so that a double tap or a retry is one command.</summary>
[HtmlTargetElement("command-id", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CommandIdTag : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "CommandId");
        output.Attributes.SetAttribute("value", Kernel.Id.New().ToString("D", CultureInfo.InvariantCulture));
    }
}
