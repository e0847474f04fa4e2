namespace Restpy.Tenancy.Contract;

/// <param name="Key">IN_REST_5.</param>
/// <param name="Name">In English, for who chooses one.</param>
/// <param name="IsRegistered">Bills under it carry a tax number.</param>
public sealed record TaxProfileInfo(string Key, string Name, string Country, string Currency, bool IsRegistered);

/// <summary>Asked by Tenancy, answered by Billing: how a restaurant of a country may bill.</summary>
public interface ITaxProfiles
{
    /// <summary>All that may be chosen today, in the order to show them.</summary>
    IReadOnlyList<TaxProfileInfo> All { get; }
}
