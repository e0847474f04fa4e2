using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Host.Commands;

/// <summary>
/// ./restpy factors forget: for a super admin, or a person of several restaurants, who lost every second factor.
/// </summary>
internal static class FactorsCommand
{
    public const string Word = "factors";
    private const string Usage =
        """
        ./restpy factors forget you@example.com --why "…" removes the apps, passkeys and recovery codes of a person who lost them,
        and signs them out everywhere.
        """;

    public static string? Fault(string[] words, IConfiguration options) =>
        words is [_, "forget", var email] && email.Contains('@', StringComparison.Ordinal)
            && options["why"]?.Trim() is { Length: > 3 and <= 140 } ? null : Usage;

    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        var (email, why) = (call.Word(2)!, call.Options["why"]!.Trim());
        if (await call.Services.GetRequiredService<FactorRescue>().ForgetAsync(email, why, ct) is not { } forgotten)
            return call.Refuse($"Nobody here has the address {email}.");
        call.Output.WriteLine(forgotten == 0 ? $"{email} has no second factor."
            : $"Factors taken away: {forgotten}. {email} signs in with the password; it stands in the activity log.");
        return 0;
    }
}
