using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Restpy.Platform.Gates;

namespace Restpy.Platform.Pages;

/// <param name="Url">Its address with its content's name in it.</param>
/// <param name="Integrity">The hash a browser compares it with before it runs it.</param>
public sealed record ScriptFile(string Url, string Integrity);

/// <summary>
/// The import map: where each script of ours lies under its content's name, so that browsers keep it for a year and
/// never ask again, and yet run no old one; and its hash, so that they run nothing else under that name either. The map
/// must stand in the page, so the content policy is told its hash, once, at start.
/// </summary>
public sealed class ScriptMap(ContentPolicy policy)
{
    private readonly SortedDictionary<string, ScriptFile> _files = new(StringComparer.Ordinal);

    public string Json { get; private set; } = "{}";

    /// <summary>Reads the published files from the endpoint table; call it when they are mapped.</summary>
    public void Read(IEndpointRouteBuilder app)
    {
        foreach (var file in app.DataSources.SelectMany(source => source.Endpoints)
            .Select(e => e.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>())
        {
            var about = file.Properties.ToDictionary(p => p.Name, p => p.Value);
            if (about.GetValueOrDefault("label") is not { } plain || !plain.EndsWith(".js", StringComparison.Ordinal))
                continue;
            _files["/" + plain] = new("/" + file.Route, about["integrity"]);
        }
        Json = JsonSerializer.Serialize(new
        {
            imports = _files.ToDictionary(f => f.Key, f => f.Value.Url),
            integrity = _files.ToDictionary(f => f.Value.Url, f => f.Value.Integrity),
        }, AsItIs);
        policy.AllowScript("sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Json))));
    }

    /// <summary>By its plain address or by the one with its content's name.</summary>
    public ScriptFile? Find(string address) =>
        _files.TryGetValue(address, out var file) ? file : _files.Values.FirstOrDefault(f => f.Url == address);

    // Hashes have a plus in them; addresses and hashes of ours have nothing that ends a script element.
    private static readonly JsonSerializerOptions AsItIs = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
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

/// <summary>Gives a script of ours its hash, once the framework has put its content's name into its address.</summary>
[HtmlTargetElement("script", Attributes = "src")]
public sealed class ScriptIntegrityTag(ScriptMap map) : TagHelper
{
    public override int Order => int.MaxValue;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var written = output.Attributes["src"].Value;
        using var text = new StringWriter();
        if (written is IHtmlContent content) content.WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Default);
        else text.Write(written);
        if (map.Find("/" + text.ToString().TrimStart('~').TrimStart('/')) is { } file)
            output.Attributes.SetAttribute("integrity", file.Integrity);
    }
}
