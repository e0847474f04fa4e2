using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Restpy.Ordering.GuestPages;

/// <summary>The guest's stylesheet, inlined into every guest page; the content policy knows it by its hash.</summary>
internal static partial class GuestStyle
{
    public static readonly string Css = Load();

    /// <summary>As the policy writes it. Of the bytes between the style tags, exactly.</summary>
    public static readonly string Hash =
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));

    private static string Load()
    {
        using var file = typeof(GuestStyle).Assembly.GetManifestResourceStream("guest.css")!;
        using var reader = new StreamReader(file, Encoding.UTF8);
        return BreakOrComment().Replace(reader.ReadToEnd(), "");
    }

    [GeneratedRegex(@"/\*.*?\*/|\n\s*", RegexOptions.Singleline)]
    private static partial Regex BreakOrComment();
}
