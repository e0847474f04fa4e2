using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Host.Commands;

/// <summary>./restpy super-admin: makes a super admin, or lets one in who forgot the password.</summary>
internal static class SuperAdminCommand
{
    public const string Word = "super-admin";

    public static string? Fault(string[] words, IConfiguration options) =>
        options["email"] is { Length: > 0 } ? null
            : "Say who: ./restpy super-admin --email you@example.com [--name \"Your Name\"]";

    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        var email = call.Options["email"]!;
        var link = await call.Services.GetRequiredService<SuperAdmins>()
            .LetInAsync(email, call.Options["name"] ?? email.Split('@')[0], call.Here, ct);
        if (!link.Ok) return call.Refuse(link.Error);
        call.Output.WriteLine(
            $"{email} is a super admin of this installation. Set the password here, once, within an hour, while "
                + $"Restpy runs:\n{link.Value}");
        return 0;
    }
}
