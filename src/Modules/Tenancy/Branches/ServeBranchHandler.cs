using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Tenancy.Branches;

/// <param name="RoundingUnitMinor">Null: as the tax profile says.</param>
internal sealed record ServeBranchRequest(
    Guid Id, long Version, decimal ServiceChargePercent, long PackingChargeMinor, int PickupMinutes)
{
    public bool TakesPickup { get; init; }
    public bool FirstGuestOrderWaits { get; init; }
    public long? RoundingUnitMinor { get; init; }
    public string? BillNote { get; init; }
    public IReadOnlyList<string> Tenders { get; init; } = [];
    public string? UpiId { get; init; }
    public bool NumbersOnPrint { get; init; }
}

internal sealed record ServiceChargeOutOfRange() : Error(ErrorKind.Invalid);

internal sealed record PackingChargeOutOfRange() : Error(ErrorKind.Invalid);

internal sealed record PickupMinutesOutOfRange(int Max) : Error(ErrorKind.Invalid);

internal sealed record RoundingUnitUnknown() : Error(ErrorKind.Invalid);

internal sealed record BillNoteTooLong(int Max) : Error(ErrorKind.Invalid);

/// <summary>A branch must take money in some way.</summary>
internal sealed record NoTenderChosen() : Error(ErrorKind.Invalid);

internal sealed record UpiIdWrong() : Error(ErrorKind.Invalid);

/// <summary>
/// Changes how a branch serves and bills: charges, pickup, rounding, tenders, the text under the sum.
/// </summary>
internal sealed partial class ServeBranchHandler(RestpyDb db, BranchFinder desk)
{
    private const int LongestNote = 300;
    private const int LongestPickup = 240;
    private const long LargestPacking = 1_000_000;

    /// <summary>Off, five, ten and fifty hundredths, one, five and ten whole ones.</summary>
    public static readonly IReadOnlyList<long> RoundingUnits = [0, 5, 10, 50, 100, 500, 1000];

    public async Task<Outcome<Done>> HandleAsync(ServeBranchRequest request, CancellationToken ct)
    {
        var country = await db.Set<Restaurant>().Where(r => r.Id == db.Scope.Restaurant).Select(r => r.Country)
            .FirstAsync(ct);
        var (note, upi) = (CleanText.Lines(request.BillNote), CleanText.Line(request.UpiId));
        if (Check(request, note, upi, country) is { Error: { } wrong }) return wrong;
        return await desk.ChangeAsync(request.Id, request.Version, "tenancy.branch-service-changed", branch =>
        {
            branch.Serve(request.ServiceChargePercent, request.PackingChargeMinor, request.FirstGuestOrderWaits,
                request.PickupMinutes, request.TakesPickup);
            branch.Bill(request.RoundingUnitMinor, note, request.Tenders, upi, request.NumbersOnPrint);
            return Done.It;
        }, ct);
    }

    private static Outcome<Done> Check(ServeBranchRequest request, string note, string upi, string country)
    {
        if (request.ServiceChargePercent is < 0 or > 25) return new ServiceChargeOutOfRange { Field = "ServiceCharge" };
        if (request.PackingChargeMinor is < 0 or > LargestPacking)
            return new PackingChargeOutOfRange { Field = "PackingCharge" };
        if (request.PickupMinutes is < 1 or > LongestPickup)
            return new PickupMinutesOutOfRange(LongestPickup) { Field = "PickupMinutes" };
        if (request.RoundingUnitMinor is { } unit && !RoundingUnits.Contains(unit))
            return new RoundingUnitUnknown { Field = "Rounding" };
        if (note.Length > LongestNote) return new BillNoteTooLong(LongestNote) { Field = "BillNote" };
        if (request.Tenders.Count == 0 || request.Tenders.Except(TenderChoice.Of(country)).Any())
            return new NoTenderChosen { Field = "Tenders" };
        return upi.Length > 0 && (country != "IN" || !Upi().IsMatch(upi))
            ? new UpiIdWrong { Field = "UpiId" } : Done.It;
    }

    /// <summary>NPCI: a name of letters, digits, dots, dashes and underscores, then the handle of the bank.</summary>
    [GeneratedRegex("^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Upi();
}
