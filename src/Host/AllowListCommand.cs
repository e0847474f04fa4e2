using Restpy.Staff.Contract;

namespace Restpy.Host;

/// <summary>./restpy allow-list clear: takes the lists of networks away when they have locked everybody out. Only who has the machine can.</summary>
public static class AllowListCommand
{
    public const string Word = "allow-list";
    private const string Installation = "--installation";
    private const string Usage = "./restpy allow-list clear spice-garden --why \"…\" takes away the networks of a restaurant, ./restpy allow-list clear --installation --why \"…\" those of the operator's own people.";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter says, CancellationToken ct)
    {
        var isInstallation = args.Contains(Installation);
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Skip(1).Where(a => a != Installation)]).Build();
        var slug = args.ElementAtOrDefault(2) is { } word && !word.StartsWith("--", StringComparison.Ordinal) ? word : null;
        if (args.ElementAtOrDefault(1) != "clear" || slug is null != isInstallation || settings["why"]?.Trim() is not { Length: > 3 and <= 200 } why) return Tools.Refuse(Usage);
        return await Rescue.RunAsync(settings, async product =>
        {
            if (await product.GetRequiredService<NetworkRescue>().ClearAsync(slug, why, ct) is not { } cleared) return Tools.Refuse($"There is no restaurant with the address {slug}.");
            says.WriteLine($"Lists taken away: {cleared}. It stands in the activity log of {slug ?? "the installation"}.");
            return 0;
        }, ct);
    }
}
