using Restpy.Pricing;
using Restpy.Tenancy.Contract;

namespace Restpy.Billing;

/// <summary>
/// The profiles of the shipped tax pack, as a restaurant may choose among them today. Sales through an e-commerce
/// operator are a channel of a restaurant, not the way it bills by itself.
/// </summary>
internal sealed class TaxProfiles(TimeProvider time) : ITaxProfiles
{
    public IReadOnlyList<TaxProfileInfo> All
    {
        get
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            return [
                .. TaxPack.Default.Profiles.Where(
                p => p.Country != "ZZ" && p.Regime != TaxRegime.InEcoOperator && p.IsValidOn(today)).Select(Info)];
        }
    }

    private static TaxProfileInfo Info(TaxProfile p) =>
        new(p.Key, p.Name, p.Country, p.Currency, p.Regime is not (TaxRegime.Unregistered or TaxRegime.None));
}
