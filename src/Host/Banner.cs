using Restpy.Platform.Data;
using Restpy.Staff.Contract;

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
            if (!await scope.ServiceProvider.GetRequiredService<SuperAdmins>().AnyAsync(CancellationToken.None))
                Console.WriteLine("Nobody can sign in yet. Close this, make the first person, and come back: ./restpy super-admin --email you@example.com");
            return;
        }
        Console.WriteLine(
            $"""
              Guest menus      {url}/r/spice-garden   {url}/r/maison-lumiere
            Demo people (demo mode only):
            """);
        foreach (var person in app.Services.GetRequiredService<DemoPeople>().Shown) Console.WriteLine("  " + person);
        Console.WriteLine();
    }
}
