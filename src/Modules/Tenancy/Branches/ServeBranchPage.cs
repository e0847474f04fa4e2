using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Branches;

/// <summary>How a branch serves and bills: charges, pickup, rounding, tenders, the text under the sum.</summary>
[Needs(TenancyPermissions.ChangeBranch), NeedsStepUp]
internal sealed class ServeBranchPage(RestpyDb db, BranchFinder desk, ServeBranchHandler serve) : BranchPage(db, desk)
{
    [BindProperty]
    public string? ServiceCharge { get; set; }

    [BindProperty]
    public string? PackingCharge { get; set; }

    [BindProperty]
    public int? PickupMinutes { get; set; }

    [BindProperty]
    public bool TakesPickup { get; set; }

    [BindProperty]
    public bool FirstGuestOrderWaits { get; set; }

    /// <summary>Minor units; empty: as the tax profile says.</summary>
    [BindProperty]
    public string? Rounding { get; set; }

    [BindProperty]
    public string? BillNote { get; set; }

    [BindProperty]
    public string[]? Tenders { get; set; }

    [BindProperty]
    public string? UpiId { get; set; }

    [BindProperty]
    public bool NumbersOnPrint { get; set; }

    public Currency Currency => Currency.Of(Restaurant.Currency);

    public IReadOnlyList<string> TenderKinds => TenderChoice.Of(Restaurant.Country);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var decimals = CultureInfo.GetCultureInfo(Words.Language);
        (Version, ServiceCharge) = (Branch.Version, Branch.ServiceChargePercent.ToString("0.##", decimals));
        PackingCharge = (Branch.PackingChargeMinor / (decimal)Math.Pow(10, Currency.MinorDigits))
            .ToString("0.00", decimals);
        (PickupMinutes, TakesPickup, FirstGuestOrderWaits) =
            (Branch.PickupMinutes, Branch.TakesPickup, Branch.FirstGuestOrderWaits);
        (Rounding, BillNote, UpiId, NumbersOnPrint) = (Branch.RoundingUnitMinor?.ToString(CultureInfo.InvariantCulture),
            Branch.BillNote, Branch.UpiId, Branch.NumbersOnPrint);
        Tenders = Branch.Tenders.Length == 0 ? [.. TenderKinds] : Branch.Tenders.Split(',');
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        if (!Amount.TryPercent(ServiceCharge, out var percent))
            return Refuse(new ServiceChargeOutOfRange { Field = "ServiceCharge" });
        var packing = Amount.Read(PackingCharge is { Length: > 0 } typed ? typed : "0", Currency);
        if (!packing.Ok)
            return Refuse(packing.Error is AmountAmbiguous two ? two with { Field = "PackingCharge" }
                : new PackingChargeOutOfRange { Field = "PackingCharge" });
        long? rounding = string.IsNullOrEmpty(Rounding) ? null
            : long.TryParse(Rounding, NumberStyles.None, CultureInfo.InvariantCulture, out var unit) ? unit : -1;
        var request = new ServeBranchRequest(Id, Version, percent, packing.Value, PickupMinutes ?? 0)
        {
            TakesPickup = TakesPickup, FirstGuestOrderWaits = FirstGuestOrderWaits, RoundingUnitMinor = rounding,
            BillNote = BillNote, Tenders = Tenders ?? [], UpiId = UpiId,
            NumbersOnPrint = NumbersOnPrint,
        };
        var outcome = await OnceAsync(request, () => serve.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/settings/branches", Words["tenancy.saved"]) : Refuse(outcome.Error);
    }
}
