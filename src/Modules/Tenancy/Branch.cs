using Restpy.Kernel;

namespace Restpy.Tenancy;

/// <summary>One place of a restaurant: its address, its registrations, its day and its ways of taking orders.</summary>
internal sealed class Branch : ITenantOwned, IVersioned
{
    private Branch() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }

    /// <summary>Short code that starts its document numbers: BLR1.</summary>
    public string Code { get; private init; } = "";
    public string Key { get; private init; } = "";
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string TimeZone { get; private set; } = "";

    /// <summary>Minutes after midnight at which the business date turns.</summary>
    public int CutOffMinutes { get; private set; }

    /// <summary>India: 15 characters, the first two are the state. Elsewhere the VAT number.</summary>
    public string TaxNumber { get; private set; } = "";

    /// <summary>India: the 14-digit food licence that stands on every bill since 1 January 2022.</summary>
    public string FoodLicence { get; private set; } = "";

    /// <summary>GST state code (29 Karnataka) or the VAT region.</summary>
    public string Region { get; private set; } = "";

    /// <summary>Key of the tax profile of the pricing engine.</summary>
    public string TaxProfile { get; private set; } = "";
    public decimal ServiceChargePercent { get; private set; }
    public long PackingChargeMinor { get; private set; }
    public bool FirstGuestOrderWaits { get; private set; } = true;
    public int PickupMinutes { get; private set; } = 25;
    public bool TakesPickup { get; private set; } = true;

    public static Branch Open(string key, string code, string name, string address, string phone, string timeZone, int cutOffMinutes, string region, string taxProfile, string taxNumber, string foodLicence) =>
        new() { Id = Kernel.Id.New(), Key = key, Code = code, Name = name, Address = address, Phone = phone, TimeZone = timeZone, CutOffMinutes = cutOffMinutes, Region = region, TaxProfile = taxProfile, TaxNumber = taxNumber, FoodLicence = foodLicence };

    public void Serve(decimal serviceChargePercent, long packingChargeMinor, bool firstGuestOrderWaits, int pickupMinutes, bool takesPickup)
    {
        ServiceChargePercent = serviceChargePercent;
        PackingChargeMinor = packingChargeMinor;
        FirstGuestOrderWaits = firstGuestOrderWaits;
        PickupMinutes = pickupMinutes;
        TakesPickup = takesPickup;
    }
}
