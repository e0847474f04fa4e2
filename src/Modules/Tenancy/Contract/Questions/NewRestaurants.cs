using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.NewRestaurant;

namespace Restpy.Tenancy.Contract.Questions;

/// <summary>A restaurant as the command line names it; what is left out is usual for the country.</summary>
public sealed record AskedRestaurant(string Country, string Name, string Branch, string OwnerEmail, string OwnerName)
{
    public string? LegalName { get; init; }
    public string? Slug { get; init; }
    public string? TaxNumber { get; init; }

    /// <summary>India: code of the GST state, where there is no GSTIN.</summary>
    public string? State { get; init; }
    public string? Profile { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? Language { get; init; }
    public string? TimeZone { get; init; }
}

/// <param name="Link">The owner's invitation; null where a mail carries it.</param>
public sealed record OpenedRestaurant(Guid Id, string Name, string Slug, Uri? Link);

/// <summary>Opens restaurants for the person who has the machine.</summary>
public sealed class NewRestaurants
{
    private readonly NewRestaurantHandler _open;
    private readonly TenancyRules _rules;
    private readonly IOwnerInvitations _owners;
    private readonly WorkScope _scope;

    internal NewRestaurants(NewRestaurantHandler open, TenancyRules rules, IOwnerInvitations owners, WorkScope scope) =>
        (_open, _rules, _owners, _scope) = (open, rules, owners, scope);

    /// <param name="asked">Checked like a form of the console.</param>
    /// <param name="here">The installation's address, with a slash at its end.</param>
    /// <param name="ct">Stops before the save.</param>
    /// <returns>What is wrong, or the restaurant.</returns>
    public async Task<Outcome<OpenedRestaurant>> OpenAsync(AskedRestaurant asked, Uri here, CancellationToken ct)
    {
        var actor = Actor.System("command line");
        _scope.Enter(AuditEntry.OfThePlatform, null, actor);
        var (name, usual) = (CleanText.Line(asked.Name), CountryDefaults.Of(asked.Country));
        var profile = _rules.ProfilesOf(asked.Country).FirstOrDefault();
        var facts = new RestaurantFacts(
            asked.Slug ?? TenancyRules.SlugOf(name), name, CleanText.Line(asked.LegalName) is { Length: > 0 } legal
            ? legal : name, asked.Country,
            profile?.Currency ?? "", [asked.Language ?? usual.Language]);
        var branch = new BranchForm
        {
            BranchName = asked.Branch, Address = asked.Address, Phone = asked.Phone, TimeZone = asked.TimeZone
            ?? usual.TimeZone, CutOff = BranchForm.Clock(CountryDefaults.CutOffMinutes),
            Region = asked.State, TaxProfile = asked.Profile ?? profile?.Key, TaxNumber = asked.TaxNumber,
        };
        var request = new NewRestaurantRequest(Id.New(), facts, branch.Facts(asked.Country),
            new(asked.OwnerName, asked.OwnerEmail, facts.Languages[0]), here);
        var opened = await _open.HandleAsync(request, actor, ct);
        if (!opened.Ok) return opened.Error;
        var invitation = (await _owners.OpenAsync(opened.Value.Id, here, ct)).FirstOrDefault();
        return new OpenedRestaurant(opened.Value.Id, name, opened.Value.Slug, invitation?.Link);
    }
}
