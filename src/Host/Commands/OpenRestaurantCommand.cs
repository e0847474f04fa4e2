using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Host.Commands;

/// <summary>./restpy open-restaurant: opens a restaurant with its first branch and invites its owner.</summary>
internal static class OpenRestaurantCommand
{
    public const string Word = "open-restaurant";
    private const string Usage =
        """
        ./restpy open-restaurant --country IN --name "Spice Garden" --branch "Bengaluru" --owner you@example.com --owner-name "Your Name"
            --tax-number N      GSTIN or VAT number of the branch
            --state CC          India, without a GSTIN: the code of the state, such as 29
            --profile KEY       how it bills, such as IN_COMPOSITION (the usual one of the country)
            --legal-name, --slug, --address, --phone, --language en, --time-zone Asia/Kolkata
        """;

    public static string? Fault(string[] words, IConfiguration options) =>
        options["country"] is { Length: 2 } && options["name"] is not null && options["branch"] is not null
            && options["owner"] is not null ? null : Usage;

    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        var options = call.Options;
        var (country, name, branch, owner) =
            (options["country"]!, options["name"]!, options["branch"]!, options["owner"]!);
        var restaurants = call.Services.GetRequiredService<NewRestaurants>();
        var opened = await restaurants.OpenAsync(
            new(country.ToUpperInvariant(), name, branch, owner, options["owner-name"] ?? owner.Split('@')[0])
            {
                TaxNumber = options["tax-number"], State = options["state"], Profile = options["profile"],
                LegalName = options["legal-name"], Slug = options["slug"],
                Address = options["address"], Phone = options["phone"], Language = options["language"],
                TimeZone = options["time-zone"],
            },
            call.Here, ct);
        if (!opened.Ok) return call.Refuse(opened.Error);
        call.Output.WriteLine($"{opened.Value.Name} is open at {call.Here}r/{opened.Value.Slug}.");
        call.Output.WriteLine(opened.Value.Link is { } link
            ? $"Give this link to the owner; it works once, within seven days:\n{link}"
            : $"The owner gets the link by mail at {owner}.");
        return 0;
    }
}
