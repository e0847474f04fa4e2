using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Host;

internal static class Banner
{
    public static async Task PrintAsync(WebApplication app, DatabaseOptions database, bool isDemo)
    {
        var url = app.Urls.FirstOrDefault() ?? "";
        Console.WriteLine(
            $"""

            Restpy is open, on {database.Name}, data in {Path.GetFullPath(database.DataDirectory)}
              Staff            {url}/staff
              What we promise  {url}/security
            """);
        if (!isDemo)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var here = app.Services.GetRequiredService<PublicAddress>().Configured ?? new Uri(url.TrimEnd('/') + "/");
            if (await scope.ServiceProvider.GetRequiredService<FirstSuperAdmin>()
                .SetupLinkAsync(here, CancellationToken.None) is { } link)
                Console.WriteLine(
                    $"\nNobody can sign in yet. Open this link to make the first super admin; it works once, for a "
                        + $"day:\n  {link}\n");
            return;
        }
        Console.WriteLine(
            $"""
              Guest menus      {url}/r/spice-garden   {url}/r/maison-lumiere
              Start here       {url}/
            Demo people (demo mode only):
            """);
        var demo = app.Services.GetRequiredService<DemoPeople>();
        foreach (var p in demo.Shown)
            Console.WriteLine(
                $"  {p.Email} — "
                    + $"{p.Role}{(p.Slug.Length == 0 ? "" : $", {p.Slug} {p.Branch.ToLowerInvariant()}".TrimEnd())} "
                    + $"— password {demo.Password}");
        Console.WriteLine();
    }
}
