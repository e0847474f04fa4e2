using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Trust.Security;

/// <summary>
/// Where to report a weakness, for people and their tools (RFC 9116). It ends half a year after it was asked for, so it
/// never runs out.
/// </summary>
internal static class SecurityTxt
{
    public const string Path = "/.well-known/security.txt";
    private static readonly TimeSpan ValidFor = TimeSpan.FromDays(180);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
            Path, (HttpContext http, IOptions<OperatorOptions> options, PublicAddress address, TimeProvider time) =>
            Results.Text(Write(options.Value, address.For(http), time.GetUtcNow()), "text/plain; charset=utf-8"))
                .WithMetadata(new OpenAttribute("public"), new ReadsAttribute()).ExcludeFromDescription();

    internal static string Write(OperatorOptions options, Uri? address, DateTimeOffset now)
    {
        var lines = new List<string>
        {
            $"Contact: mailto:{options.ContactEmail}",
            string.Create(CultureInfo.InvariantCulture,
                $"Expires: {(now + ValidFor).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            "Preferred-Languages: en, hi, fr",
        };
        if (address is not null)
        {
            lines.Add($"Canonical: {new Uri(address, Path[1..])}");
            lines.Add($"Policy: {new Uri(address, "security")}#V1");
        }
        return string.Join("\r\n", lines) + "\r\n";
    }
}
