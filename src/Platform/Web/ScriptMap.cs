using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Restpy.Platform.Gates;

namespace Restpy.Platform.Web;

/// <summary>
/// The import map: where each script of ours lies under its content's name, so that browsers keep it for a year and never
/// ask again, and yet run no old one. The map must stand in the page, so the content policy is told its hash, once, at start.
/// </summary>
public sealed class ScriptMap(ContentPolicy policy)
{
    public string Json { get; private set; } = "{}";

    /// <summary>Reads the published files from the endpoint table; call it when they are mapped.</summary>
    public void Read(IEndpointRouteBuilder app)
    {
        var files = app.DataSources.SelectMany(source => source.Endpoints).Select(e => e.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>();
        var imports = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var plain = file.Properties.FirstOrDefault(p => p.Name == "label")?.Value;
            if (plain?.EndsWith(".js", StringComparison.Ordinal) == true) imports["/" + plain] = "/" + file.Route;
        }
        Json = JsonSerializer.Serialize(new { imports });
        policy.AllowScript("sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Json))));
    }
}

/// <summary>The map in the head of a page, before its first script.</summary>
[HtmlTargetElement("import-map", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ScriptMapTag(ScriptMap map) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "script";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "importmap");
        output.Content.SetHtmlContent(map.Json);
    }
}
