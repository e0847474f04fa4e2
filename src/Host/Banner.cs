using Restpy.Platform.Data;
using Restpy.Staff.Contract;

namespace Restpy.Host;

internal static class Banner
{
    public static void Print(WebApplication app, DatabaseOptions database, bool isDemo)
    {
        var url = app.Urls.FirstOrDefault() ?? "";
        Console.WriteLine(
            $"""

            Restpy is open, on {database.Name}, data in {Path.GetFullPath(database.DataDirectory)}
              Staff            {url}/staff
              What we promise  {url}/security
            """);
        if (!isDemo) return;
        Console.WriteLine(
            $"""
              Guest menus      {url}/r/spice-garden   {url}/r/maison-lumiere
            Demo people (demo mode only):
            """);
        foreach (var person in app.Services.GetRequiredService<DemoPeople>().Shown) Console.WriteLine("  " + person);
        Console.WriteLine();
    }
}
