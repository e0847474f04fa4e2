using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Host.Commands;

/// <summary>./restpy allow-list clear: removes the lists of networks after they have locked everybody out.</summary>
internal static class AllowListCommand
{
    public const string Word = "allow-list";
    private const string Usage =
        """
        ./restpy allow-list clear spice-garden --why "…" removes the allowed networks of a restaurant,
        ./restpy allow-list clear --installation --why "…" those of the operator's own people.
        """;

    public static string? Fault(string[] words, IConfiguration options) =>
        words.ElementAtOrDefault(1) == "clear" && words.Length == 2 == options["installation"] is not null
            && options["why"]?.Trim() is { Length: > 3 and <= 200 } ? null : Usage;

    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        var (slug, why) = (call.Word(2), call.Options["why"]!.Trim());
        if (await call.Services.GetRequiredService<NetworkRescue>().ClearAsync(slug, why, ct) is not { } cleared)
            return call.Refuse($"There is no restaurant with the address {slug}.");
        call.Output.WriteLine(
            $"Lists taken away: {cleared}. It stands in the activity log of {slug ?? "the installation"}.");
        return 0;
    }
}
