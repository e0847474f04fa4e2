using Restpy.Staff.Contract;

namespace Restpy.Host;

/// <summary>./restpy factors forget: for a super admin, or somebody of several restaurants, who lost every second factor.</summary>
public static class FactorsCommand
{
    public const string Word = "factors";
    private const string Usage = "./restpy factors forget you@example.com --why \"…\" takes away the apps, passkeys and recovery codes of somebody who lost them, and signs them out everywhere.";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter says, CancellationToken ct)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Skip(1)]).Build();
        if (args.ElementAtOrDefault(1) != "forget" || args.ElementAtOrDefault(2) is not { } email || !email.Contains('@') || settings["why"]?.Trim() is not { Length: > 3 and <= 140 } why) return Tools.Refuse(Usage);
        return await Rescue.RunAsync(settings, async product =>
        {
            if (await product.GetRequiredService<FactorRescue>().ForgetAsync(email, why, ct) is not { } forgotten) return Tools.Refuse($"Nobody here has the address {email}.");
            says.WriteLine(forgotten == 0 ? $"{email} has no second factor." : $"Factors taken away: {forgotten}. {email} signs in with the password; it stands in the activity log.");
            return 0;
        }, ct);
    }
}
