using Restpy.Platform.Web;
using Restpy.Staff.Contract;

namespace Restpy.Host;

/// <summary>./restpy super-admin: the first person of an installation, and the way back in when the last one forgot the password.</summary>
internal static class SuperAdminCommand
{
    public const string Word = "super-admin";

    public static async Task<int> RunAsync(WebApplication app, IConfiguration settings, CancellationToken ct)
    {
        if (settings["email"] is not { Length: > 0 } email) return Tools.Refuse("Say who: ./restpy super-admin --email you@example.com [--name \"Your Name\"]");
        var here = app.Services.GetRequiredService<PublicAddress>().Configured ?? new Uri((settings["urls"] ?? "http://127.0.0.1:8080").Split(';')[0] + "/");
        await using var scope = app.Services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<SuperAdmins>().LetInAsync(email, settings["name"] ?? email.Split('@')[0], here, ct);
        if (!link.Ok) return Tools.Refuse(app.Services.GetRequiredService<WordList>().Find("en", $"error.{link.Error.Code}"));
        Console.WriteLine($"{email} is a super admin of this installation. Set the password here, once, within an hour, while Restpy runs:\n{link.Value}");
        return 0;
    }
}
