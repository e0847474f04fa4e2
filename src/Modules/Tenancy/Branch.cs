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

    /// <summary>Lines as they stand on a letter.</summary>
    public string Address { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string TimeZone { get; private set; } = "";

    /// <summary>Minutes after midnight at which the business date turns.</summary>
    public int CutOffMinutes { get; private set; }

    /// <summary>India: 15 characters, the first two are the state. Elsewhere the VAT number.</summary>
    public string TaxNumber { get; private set; } = "";

    /// <summary>India: the 14-digit food licence that stands on every bill since 1 January 2022.</summary>
    public string FoodLicence { get; private set; } = "";

    /// <summary>France: the SIRET, 14 digits.</summary>
    public string RegistrationNumber { get; private set; } = "";

    /// <summary>GST state code (29 Karnataka) or the VAT region.</summary>
    public string Region { get; private set; } = "";

    /// <summary>Key of the tax profile of the pricing engine.</summary>
    public string TaxProfile { get; private set; } = "";
    public decimal ServiceChargePercent { get; private set; }
    public long PackingChargeMinor { get; private set; }
    public bool FirstGuestOrderWaits { get; private set; } = true;
    public int PickupMinutes { get; private set; } = 25;
    public bool TakesPickup { get; private set; } = true;

    /// <summary>What a bill's sum is rounded to, in minor units; null: as the tax profile says.</summary>
    public long? RoundingUnitMinor { get; private set; }

    /// <summary>Printed under the sum of a bill.</summary>
    public string BillNote { get; private set; } = "";

    /// <summary>Tenders taken here, joined by commas; empty: those usual in the country.</summary>
    public string Tenders { get; private set; } = "";

    /// <summary>India: where UPI payments go, such as spicegarden@bank.</summary>
    public string UpiId { get; private set; } = "";

    /// <summary>What is printed for guests has its number before they pay.</summary>
    public bool NumbersOnPrint { get; private set; }

    /// <summary>See <see cref="Contract.OpeningHours"/>; empty: always open.</summary>
    public string Hours { get; private set; } = "";

    /// <summary>The same for pickup; empty: as the branch.</summary>
    public string PickupHours { get; private set; } = "";

    /// <summary>No guest orders before this; null: not paused.</summary>
    public DateTimeOffset? PausedUntil { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public static Branch Open(BranchNames names, BranchFacts facts)
    {
        var branch = new Branch { Id = Kernel.Id.New(), Key = names.Key, Code = names.Code };
        branch.Change(facts);
        return branch;
    }

    public void Change(BranchFacts facts)
    {
        (Name, Address, Phone) = (facts.Name, facts.Address, facts.Phone);
        (TimeZone, CutOffMinutes, Region) = (facts.TimeZone, facts.CutOffMinutes, facts.Region);
        (TaxProfile, TaxNumber, FoodLicence, RegistrationNumber) =
            (facts.TaxProfile, facts.TaxNumber, facts.FoodLicence, facts.RegistrationNumber);
    }

    public void Serve(decimal serviceChargePercent, long packingChargeMinor, bool firstGuestOrderWaits,
        int pickupMinutes, bool takesPickup)
    {
        ServiceChargePercent = serviceChargePercent;
        PackingChargeMinor = packingChargeMinor;
        FirstGuestOrderWaits = firstGuestOrderWaits;
        PickupMinutes = pickupMinutes;
        TakesPickup = takesPickup;
    }

    public void Bill(
        long? roundingUnitMinor, string note, IEnumerable<string> tenders, string upiId, bool numbersOnPrint) =>
        (RoundingUnitMinor, BillNote, Tenders, UpiId, NumbersOnPrint) =
            (roundingUnitMinor, note, string.Join(',', tenders), upiId, numbersOnPrint);

    /// <param name="hours">Text of <see cref="Contract.OpeningHours"/>.</param>
    /// <param name="pickup">The same for pickup; empty: as the branch.</param>
    public void OpenAt(string hours, string pickup) => (Hours, PickupHours) = (hours, pickup);

    public void Pause(DateTimeOffset until) => PausedUntil = until;

    public void Resume() => PausedUntil = null;

    public void Close(DateTimeOffset now) => ClosedAt = now;

    /// <summary>Everything but the names, registrations and address of another branch.</summary>
    public void CopySettings(Branch other)
    {
        Serve(other.ServiceChargePercent, other.PackingChargeMinor, other.FirstGuestOrderWaits, other.PickupMinutes,
            other.TakesPickup);
        Bill(other.RoundingUnitMinor, other.BillNote, other.Tenders.Split(',', StringSplitOptions.RemoveEmptyEntries),
            other.UpiId, other.NumbersOnPrint);
        OpenAt(other.Hours, other.PickupHours);
    }
}

/// <param name="Key">In addresses: bengaluru.</param>
/// <param name="Code">At the start of document numbers: BLR1.</param>
internal sealed record BranchNames(string Key, string Code);

/// <summary>
/// What a branch is called, where it is and how it is registered; checked by <see cref="TenancyRules"/>.
/// </summary>
internal sealed record BranchFacts(
    string Name, string Address, string Phone, string TimeZone, int CutOffMinutes, string Region, string TaxProfile)
{
    public string TaxNumber { get; init; } = "";
    public string FoodLicence { get; init; } = "";
    public string RegistrationNumber { get; init; } = "";
}
