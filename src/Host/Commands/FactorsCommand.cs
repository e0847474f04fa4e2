using Restpy.Staff.Contract;

namespace Restpy.Host.Commands;

/// <summary>./restpy factors forget: for a super admin, or a person of several restaurants, who lost every second factor.</summary>
internal static class FactorsCommand
{
    public const string Word = "factors";
    private const string Usage =
        """
        ./restpy factors forget you@example.com --why "…" removes the apps, passkeys and recovery codes of a person who lost them,
        and signs them out everywhere.
        """;

    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        if (call.Word(1) != "forget" || call.Word(2) is not { } email || !email.Contains('@') || call.Options["why"]?.Trim() is not { Length: > 3 and <= 140 } why) return call.Refuse(Usage);
        if (await call.Services.GetRequiredService<FactorRescue>().ForgetAsync(email, why, ct) is not { } forgotten) return call.Refuse($"Nobody here has the address {email}.");
        call.Output.WriteLine(forgotten == 0 ? $"{email} has no second factor." : $"Factors taken away: {forgotten}. {email} signs in with the password; it stands in the activity log.");
        return 0;
    }
}
