using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.SellToBuyer;

public sealed record SellToBuyerRequest(Guid BillId, string? Name, string? TaxNumber, string? Address, Guid CommandId);

internal sealed record BuyerNameMissing() : Error(ErrorKind.Invalid);

internal sealed record TaxNumberWrong() : Error(ErrorKind.Invalid);

/// <summary>
/// Puts the buyer on the bill before it is issued (CGST Rules, rule 46): name, tax number, address. All empty takes it
/// off.
/// </summary>
internal sealed class SellToBuyerHandler(RestpyDb db, BillLoader desk, RestaurantDirectory restaurants)
{
    public async Task<Outcome<BillAnswer>> HandleAsync(SellToBuyerRequest request, CancellationToken ct)
    {
        var name = CleanText.Line(request.Name);
        var taxNumber = (request.TaxNumber ?? "").Replace(" ", "").ToUpperInvariant();
        var address = CleanText.Lines(request.Address);
        var fits = Done.IfAll(FreeText.Check(name, 120, "name"), FreeText.Check(taxNumber, 20, "taxNumber"),
            FreeText.Check(address, 300, "address"));
        if (!fits.Ok) return fits.Error;
        if (name.Length == 0 && taxNumber.Length + address.Length > 0) return new BuyerNameMissing { Field = "name" };
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        if (taxNumber.Length > 0 && !TaxNumbers.IsValid(restaurant.Country, taxNumber))
            return new TaxNumberWrong { Field = "taxNumber" };

        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.SellTo(name, taxNumber, address) is { Error: { } refused }) return refused;
        db.Act("billing.buyer-named", bill, bill.Name);
        db.Publish(new BuyerNamed(bill.Id));
        return await work.SaveAsync(BillAnswer.Of(bill), ct);
    }
}
